"""A value's formula as a hashable function of arrays: what a kernel is given to run."""

import dataclasses
import numbers
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ..value import Value

__all__ = ["Bound", "bind"]

_OPERAND = object()


@dataclasses.dataclass(frozen=True)
class Bound:
    """A method of a value, as a function of its inputs and of the value's array parameters.

    Parameters that are Python numbers are part of it, so that a kernel sees them as constants.
    Two of them are equal, and share what was compiled, when they compute the same.
    """

    structure: Any
    leaves: tuple[Any, ...]
    method: str

    def __call__(self, *inputs_and_parameters: jax.Array) -> jax.Array:
        """Evaluate the method; the last arguments are the array parameters."""
        count = sum(leaf is _OPERAND for leaf in self.leaves)
        split = len(inputs_and_parameters) - count
        # Under vmap over a parameter alone, the inputs are the smaller ones.
        shape = jnp.broadcast_shapes(*(jnp.shape(x) for x in inputs_and_parameters))
        inputs = [jnp.broadcast_to(x, shape) for x in inputs_and_parameters[:split]]
        parameters = iter(inputs_and_parameters[split:])
        leaves = [next(parameters) if leaf is _OPERAND else leaf for leaf in self.leaves]
        value = jax.tree.unflatten(self.structure, leaves)
        return getattr(value, self.method)(*inputs)


def bind(value: Value) -> tuple[dict[str, jax.Array], Any]:
    """Split a value into its array parameters, by name, and a function from method to `Bound`."""
    keyed, structure = jax.tree_util.tree_flatten_with_path(value)
    leaves = tuple(_constant(leaf) for _, leaf in keyed)
    operands = {
        jax.tree_util.keystr(path).lstrip("."): leaf
        for (path, leaf), constant in zip(keyed, leaves, strict=True)
        if constant is _OPERAND
    }
    return operands, lambda method: Bound(structure, leaves, method)


def _constant(leaf: Any) -> Any:
    if isinstance(leaf, np.generic):
        return leaf.item()
    return leaf if isinstance(leaf, numbers.Number) else _OPERAND
