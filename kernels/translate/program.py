"""A formula of scalars as a list of operations: a jaxpr without calls, repetitions and dead code.

What a target language makes of an operation is a table of its own; see `cpp`.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import jax
import jax.extend.core
import jax.numpy as jnp
import numpy as np

from .. import compat

__all__ = [
    "Constant",
    "Expansions",
    "Input",
    "Operand",
    "Operation",
    "Program",
    "Reference",
    "trace",
]


@dataclasses.dataclass(frozen=True)
class Input:
    """An argument of the formula, by name."""

    name: str


@dataclasses.dataclass(frozen=True)
class Constant:
    """A number or a truth value."""

    value: float | int | bool


@dataclasses.dataclass(frozen=True)
class Reference:
    """The result of an earlier operation, by its place in the program."""

    index: int


Operand = Input | Constant | Reference


@dataclasses.dataclass(frozen=True)
class Operation:
    """One primitive of JAX, applied to scalars.

    Attributes
    ----------
    primitive : str
        Its name.
    operands : tuple of Input, Constant or Reference
        What it is applied to.
    is_bool : bool
        Whether the result is a truth value, and not a number.
    options : tuple of pairs
        Its static parameters that matter.
    dtype : str
        The result's, if it is neither a truth value nor of the dtype of the formula.
    place : str
        Where in the formula's source it stands; two operations at different places may be equal.
    """

    primitive: str
    operands: tuple[Operand, ...]
    is_bool: bool
    options: tuple[tuple[str, Any], ...] = ()
    dtype: str = ""
    place: str = dataclasses.field(default="", compare=False)


@dataclasses.dataclass(frozen=True)
class Program:
    """Operations in an order in which they can be done, and what comes out, by name."""

    operations: tuple[Operation, ...]
    outputs: Mapping[str, Operand]

    def used(self) -> Iterator[Operand]:
        """Yield each operand of an operation and each output, as often as it is used."""
        for operation in self.operations:
            yield from operation.operands
        yield from self.outputs.values()

    def without_dead_code(self) -> "Program":
        """Return the program with the operations alone that its outputs need."""
        needed = {x.index for x in self.outputs.values() if isinstance(x, Reference)}
        for index in reversed(range(len(self.operations))):
            if index in needed:
                operands = self.operations[index].operands
                needed |= {x.index for x in operands if isinstance(x, Reference)}
        place = {old: new for new, old in enumerate(sorted(needed))}

        def moved(x: Operand) -> Operand:
            return Reference(place[x.index]) if isinstance(x, Reference) else x

        kept = [self.operations[old] for old in place]
        kept = [dataclasses.replace(x, operands=tuple(map(moved, x.operands))) for x in kept]
        return Program(tuple(kept), {name: moved(x) for name, x in self.outputs.items()})


_UNCHANGED = (
    "broadcast_in_dim",
    "copy",
    "copy_p",
    "optimization_barrier",
    "pcast",
    "pvary",
    "reduce_sum",
    "reshape",
    "squeeze",
    "stop_gradient",
)
"""Primitives that leave a scalar as it is."""

_CALLS = (
    "call",
    "checkpoint",
    "closed_call",
    "core_call",
    "custom_jvp_call",
    "custom_lin",
    "custom_vjp_call",
    "custom_vjp_call_jaxpr",
    "jit",
    "pjit",
    "remat",
    "remat2",
)
"""Primitives that stand for another jaxpr, run once."""

_KEPT_OPTIONS = {"integer_pow": ("y",), "round": ("rounding_method",)}

Expansions = Mapping[str, Callable[..., jax.Array]]
"""For a primitive, what it is in `jax.numpy`, with the primitive's parameters as keywords."""

_NO_EXPANSIONS: Expansions = {}


def trace(
    formula: Callable[..., Mapping[str, jax.Array]],
    names: Sequence[str],
    dtype: Any,
    expansions: Expansions = _NO_EXPANSIONS,
    *,
    fold: bool = False,
) -> Program:
    """Return a formula as a program.

    Parameters
    ----------
    formula : callable
        Of scalars of `dtype`, to results by name.
    names : sequence of str
        What its arguments are called.
    dtype : floating dtype
        In which it is computed; for float64, within `jax.enable_x64`.
    expansions : mapping of str to callable
        Primitives that are to be made of others.
    fold : bool
        Whether what comes of constants alone is computed at once.
    """
    scalars = [jax.ShapeDtypeStruct((), dtype)] * len(names)
    with compat.own_places():
        traced, shapes = jax.make_jaxpr(formula, return_shape=True)(*scalars)
    builder = _Builder(jnp.dtype(dtype), expansions, fold)
    inputs = [Input(name) for name in names]
    constants = [_constant(value) for value in traced.consts]
    results = builder.run(traced.jaxpr, constants, inputs)
    # A dictionary is flattened in the order of its sorted keys.
    outputs = dict(zip(sorted(shapes), results, strict=True))
    return Program(tuple(builder.operations), outputs).without_dead_code()


class _Builder:
    """Collects operations, each of them once."""

    def __init__(self, dtype: Any, expansions: Expansions, fold: bool) -> None:
        self._dtype = dtype
        self._fold = fold
        self._expansions = expansions
        self.operations: list[Operation] = []
        self._known: dict[Operation, Reference] = {}

    def run(
        self, jaxpr: Any, constants: Sequence[Any], inputs: Sequence[Any], caller: str = ""
    ) -> list[Operand]:
        found: dict[Any, Operand] = {
            **dict(zip(jaxpr.constvars, constants, strict=True)),
            **dict(zip(jaxpr.invars, inputs, strict=True)),
        }

        def read(atom: Any) -> Operand:
            return _constant(atom.val) if hasattr(atom, "val") else found[atom]

        for equation in jaxpr.eqns:
            operands = [read(atom) for atom in equation.invars]
            # What JAX calls in its own functions has no place of a user's.
            results = self._equation(equation, operands, compat.place_of(equation) or caller)
            found |= dict(zip(equation.outvars, results, strict=True))
        return [read(atom) for atom in jaxpr.outvars]

    def _equation(self, equation: Any, operands: list[Operand], place: str) -> list[Operand]:
        name = equation.primitive.name
        inner = list(jax.extend.core.jaxprs_in_params(equation.params))
        if inner and name in _CALLS:
            # The first jaxpr is the function itself; those after it are of derivatives.
            closed = equation.params.get("jaxpr", equation.params.get("call_jaxpr"))
            jaxpr = getattr(closed, "jaxpr", inner[0])
            constants = [_constant(value) for value in getattr(closed, "consts", ())]
            return self.run(jaxpr, constants, operands, place)
        if name in self._expansions:
            expansion = functools.partial(self._expansions[name], **equation.params)
            scalars = [jax.ShapeDtypeStruct((), x.aval.dtype) for x in equation.invars]
            traced = jax.make_jaxpr(expansion)(*scalars)
            constants = [_constant(value) for value in traced.consts]
            return self.run(traced.jaxpr, constants, operands, place)
        is_array = any(x.aval.shape for x in (*equation.invars, *equation.outvars))
        if is_array or len(equation.outvars) != 1:
            raise NotImplementedError(
                f"{name!r} (at {place}) is no operation on single numbers; "
                "write the formula with others"
            )
        before, after = equation.invars[0].aval.dtype, equation.outvars[0].aval.dtype
        if name in _UNCHANGED or (name == "convert_element_type" and before == after):
            return operands
        if self._fold and all(isinstance(x, Constant) for x in operands):
            return [_evaluated(equation, operands)]
        options = tuple((key, equation.params[key]) for key in _KEPT_OPTIONS.get(name, ()))
        is_bool = after == jnp.bool
        dtype = "" if is_bool or after == self._dtype else after.name
        return [self._once(Operation(name, tuple(operands), is_bool, options, dtype, place))]

    def _once(self, operation: Operation) -> Reference:
        if operation not in self._known:
            self._known[operation] = Reference(len(self.operations))
            self.operations.append(operation)
        return self._known[operation]


def _evaluated(equation: Any, operands: Sequence[Any]) -> Constant:
    pairs = zip(operands, equation.invars, strict=True)
    values = [np.asarray(x.value, variable.aval.dtype) for x, variable in pairs]
    with jax.ensure_compile_time_eval():
        return _constant(equation.primitive.bind(*values, **equation.params))


def _constant(value: Any) -> Constant:
    array = np.asarray(value)
    if array.dtype == bool:
        return Constant(bool(array))
    return Constant(int(array) if np.issubdtype(array.dtype, np.integer) else float(array))
