"""A neuron's time step as a hashable function of arrays, checked before a kernel has it."""

import dataclasses
import functools
from typing import Any

import jax
import jax.numpy as jnp

from ..bound import Bound, broadcasts
from ..kernels import dispatch
from ..kernels.blockwise import captured, why_not_elementwise
from ..kernels.description import Description
from ..kernels.recurrence.step import Arrays, Names

__all__ = ["BoundStep", "bound_step"]


@dataclasses.dataclass(frozen=True)
class BoundStep:
    """The charge and the fire of a neuron, of arrays instead of states and fields.

    Two of them are equal, and share what was compiled, when they compute the same.
    """

    neuron: Bound
    state_structure: Any
    inner_structure: Any
    is_current: tuple[bool, ...]

    @property
    def states(self) -> int:
        """How many arrays a state has."""
        return self.state_structure.num_leaves

    @property
    def names(self) -> Names:
        """What the neuron calls its arrays."""
        return Names(
            _names(self.state_structure, "state"),
            _names(self.inner_structure, "inner"),
            self.neuron.parameter_names,
        )

    @property
    def description(self) -> Description:
        """The neuron, by name."""
        return self.neuron.description

    def charge(self, state: Arrays, current: jax.Array, parameters: Arrays) -> Arrays:
        """Return the inner values."""
        neuron: Any = self.neuron.value(parameters)
        with dispatch.inside_kernel():
            inner = neuron.charge(jax.tree.unflatten(self.state_structure, state), current)
        return [_like(x, current) for x in jax.tree.leaves(inner)]

    def fire(self, inner: Arrays, parameters: Arrays) -> tuple[Arrays, jax.Array]:
        """Return the next state and the output."""
        neuron: Any = self.neuron.value(parameters)
        with dispatch.inside_kernel():
            state, output = neuron.fire(jax.tree.unflatten(self.inner_structure, inner))
        return [_like(x, inner[0]) for x in jax.tree.leaves(state)], _like(output, inner[0])


def bound_step(formula: Bound, state: Any, current: jax.Array, parameters: Arrays) -> BoundStep:
    """Return a neuron's step, for a state and a current of some shapes.

    Parameters
    ----------
    formula : Bound
        Of the neuron.
    state : tree of arrays of shape [...]
        A state; only its shapes and dtypes matter.
    current : array of shape [...]
        The current of one step; only its shape and dtype matter.
    parameters : arrays that broadcast to [...]
        The neuron's array parameters.

    Raises
    ------
    ValueError
        If the step is not elementwise, or uses an array that is not a field of the neuron.
    TypeError
        If its next state is not like its state.
    """
    leaves, structure = jax.tree.flatten(state)
    shapes = tuple(jax.ShapeDtypeStruct(x.shape, x.dtype) for x in (current, *leaves, *parameters))
    return _bound_step(formula, structure, shapes)


@functools.lru_cache(maxsize=1024)
def _bound_step(
    formula: Bound, structure: Any, shapes: tuple[jax.ShapeDtypeStruct, ...]
) -> BoundStep:
    current, *others = shapes
    states = structure.num_leaves
    name = formula.structure.node_data()[0].__name__
    structures: dict[str, Any] = {}

    def whole(current: jax.Array, *operands: jax.Array) -> Any:
        neuron: Any = formula.value(operands[states:])
        state = jax.tree.unflatten(structure, operands[:states])
        with dispatch.inside_kernel():
            inner = neuron.charge(state, current)
            following, output = _pair(name, neuron.fire(inner))
        structures["inner"] = jax.tree.structure(inner)
        structures["state"] = jax.tree.structure(following)
        return jax.tree.leaves(inner), jax.tree.leaves(following), output

    traced, (inner, following, output) = jax.make_jaxpr(whole, return_shape=True)(*shapes)
    _require_elementwise(name, traced)
    _require_like_state(name, structure, structures["state"], others[:states], following)
    _require_broadcast(name, "output", output, current.shape)
    for one in inner:
        _require_broadcast(name, "charge", one, current.shape)
    is_current = tuple(
        result is traced.jaxpr.invars[0] for result in traced.jaxpr.outvars[: len(inner)]
    )
    return BoundStep(formula, structure, structures["inner"], is_current)


def _names(structure: Any, default: str) -> tuple[str, ...]:
    """Return the keys or fields of a tree's leaves; where there are none, numbered defaults."""
    tree = jax.tree.unflatten(structure, range(structure.num_leaves))
    paths = [jax.tree_util.keystr(path) for path, _ in jax.tree_util.tree_leaves_with_path(tree)]
    words = ["".join(filter(str.isalnum, path)) for path in paths]
    if len(words) == 1 and not words[0]:
        return (default,)
    return tuple(
        f"{default}{i}" if not word or word.isdigit() else path
        for i, (word, path) in enumerate(zip(words, paths, strict=True))
    )


def _pair(name: str, returned: Any) -> Any:
    if not isinstance(returned, tuple | list) or len(returned) != 2:
        what = "an array" if hasattr(returned, "shape") else f"a {type(returned).__name__}"
        raise TypeError(
            f"{name}.step returns {what}, but it must return the next state and what it puts out: "
            "(state, output)"
        )
    return returned


def _require_elementwise(name: str, traced: Any) -> None:
    own_loop = (
        "write it for one neuron, or run it in a loop of your own: "
        "jax.lax.scan(neuron.step, state, current)"
    )
    if held := captured(traced):
        raise ValueError(
            f"{name}.step uses an array of its surroundings ({held}); make it a field of the "
            "class, so that it is a parameter"
        )
    if (mixing := why_not_elementwise(traced.jaxpr)) is not None:
        raise ValueError(f"{name}.step is not elementwise, since it uses {mixing}; {own_loop}")


def _require_like_state(
    name: str, structure: Any, next_structure: Any, state: Any, following: Any
) -> None:
    if next_structure != structure:
        raise TypeError(
            f"{name}.step returns a state of the structure {next_structure}, but that of the "
            f"state it was given, and of init, is {structure}; it must return (state, output)"
        )
    for before, after in zip(state, following, strict=True):
        _require_broadcast(name, "next state", after, before.shape)


def _require_broadcast(name: str, what: str, array: Any, shape: tuple[int, ...]) -> None:
    if not broadcasts(array.shape, shape):
        raise ValueError(
            f"{name}.step: its {what} has shape {array.shape}, for a current of shape {shape} a "
            "step; a step is elementwise, so they must be the same"
        )


def _like(x: Any, other: jax.Array) -> jax.Array:
    return jnp.broadcast_to(jnp.asarray(x).astype(other.dtype), other.shape)
