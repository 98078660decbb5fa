"""Whether a step's next state is affine in its state, and the matrix that it is multiplied by.

That is read off the step's jaxpr, by what each value depends on: a threshold, whose derivative may
be declared to be anything, is never taken for a line.
"""

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any

import jax
import jax.extend.core
import jax.numpy as jnp

from .. import compat
from .step import Arrays, Step

__all__ = ["Matrix", "matrix", "why_not"]

Matrix = tuple[tuple[jax.Array | None, ...], ...]
"""A row for each next state, with None for what is 0 in it and in all of its powers."""

_SUMS = (
    "add",
    "add_any",
    "broadcast_in_dim",
    "copy",
    "neg",
    "optimization_barrier",
    "sub",
)
_CALLS = ("checkpoint", "closed_call", "jit", "pjit", "remat", "remat2")


@dataclasses.dataclass(frozen=True)
class _Dependence:
    """On which states a value depends, as a line, and whether it depends on the current."""

    states: frozenset[int] = frozenset()
    current: bool = False

    @property
    def is_fixed(self) -> bool:
        return not self.states and not self.current


class _NotAffineError(Exception):
    pass


def why_not(step: Step, parameters: int) -> str | None:
    """Return what the state of a step with so many parameters goes through that is no line.

    Affine is a next state that is a matrix times the state plus what the current adds, where the
    matrix depends on parameters alone.
    """
    found = _pattern(step, parameters)
    return found if isinstance(found, str) else None


def matrix(step: Step, parameters: Arrays, dtype: Any) -> Matrix:
    """Return the matrix of an affine step; each entry broadcasts as the parameters do."""
    pattern = _pattern(step, len(parameters))
    shape = jnp.broadcast_shapes(*(x.shape for x in parameters))
    zero, one = jnp.zeros(shape, dtype), jnp.ones(shape, dtype)
    rest = [zero] * step.states
    columns = [
        jax.jvp(
            lambda *state: _advanced(step, state, zero, parameters),
            rest,
            [one if i == j else zero for i in range(step.states)],
        )[1]
        for j in range(step.states)
    ]
    return tuple(
        tuple(column[i] if use else None for column, use in zip(columns, pattern[i], strict=True))
        for i in range(step.states)
    )


def _advanced(step: Step, state: Arrays, current: jax.Array, parameters: Arrays) -> list[jax.Array]:
    return list(step.fire(step.charge(state, current, parameters), parameters)[0])


@functools.lru_cache(maxsize=1024)
def _pattern(step: Step, parameters: int) -> str | list[list[bool]]:
    """Return where powers of a step's matrix are not 0, or why it has none."""
    states = step.states
    scalars = [jax.ShapeDtypeStruct((), jnp.float32)] * (states + 1 + parameters)
    with compat.own_places():
        traced = jax.make_jaxpr(
            lambda *xs: _advanced(step, xs[:states], xs[states], xs[states + 1 :])
        )(*scalars)
    used, _ = compat.partial_eval.dce_jaxpr(traced.jaxpr, [True] * states, instantiate=True)
    given = [
        *(_Dependence(frozenset({i})) for i in range(states)),
        _Dependence(current=True),
        *[_Dependence()] * parameters,
    ]
    try:
        found = _results(used, given)
    except _NotAffineError as error:
        return str(error)
    pattern = [[j in each.states for j in range(states)] for each in found]
    for k in range(states):
        pattern = [
            [use or (row[k] and pattern[k][j]) for j, use in enumerate(row)] for row in pattern
        ]
    return pattern


def _results(jaxpr: Any, given: Sequence[_Dependence]) -> list[_Dependence]:
    """Return what the results of a jaxpr depend on, from what its operands do."""
    known = dict(zip(jaxpr.invars, given, strict=True))

    def read(x: Any) -> _Dependence:
        is_constant = isinstance(x, jax.extend.core.Literal)
        return _Dependence() if is_constant else known.get(x, _Dependence())

    for equation in jaxpr.eqns:
        operands = [read(x) for x in equation.invars]
        known.update(zip(equation.outvars, _of_equation(equation, operands), strict=True))
    return [read(x) for x in jaxpr.outvars]


def _of_equation(equation: Any, operands: Sequence[_Dependence]) -> list[_Dependence]:
    name = equation.primitive.name
    inner = jax.extend.core.jaxprs_in_params(equation.params)
    both = _Dependence(
        frozenset[int]().union(*(x.states for x in operands)), any(x.current for x in operands)
    )
    if both.states and name in _CALLS:
        (called,) = inner
        return _results(called, operands)
    if both.states and not _is_affine(equation, operands):
        raise _NotAffineError(f"{name} (at {compat.place_of(equation)})")
    return [both] * len(equation.outvars)


def _is_affine(equation: Any, operands: Sequence[_Dependence]) -> bool:
    """Return whether a primitive of states makes a line of lines."""
    match equation.primitive.name:
        case "mul":
            return any(x.is_fixed for x in operands)
        case "div":
            return operands[1].is_fixed
        case "select_n":
            return operands[0].is_fixed
        case "convert_element_type":
            before, after = equation.invars[0].aval.dtype, equation.outvars[0].aval.dtype
            return jnp.promote_types(before, after) == after and jnp.issubdtype(after, jnp.floating)
        case name:
            return name in _SUMS
