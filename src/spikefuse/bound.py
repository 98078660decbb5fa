"""A value's formula as a hashable function of arrays: what a kernel is given to run."""

import dataclasses
import numbers
from collections.abc import Iterable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from .kernels.description import Description, Operand
from .kernels.precision import working_dtype
from .value import Value

__all__ = ["Bound", "bind", "broadcasts", "parameters_for", "with_parameters"]

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
        split = len(inputs_and_parameters) - self.leaves.count(_OPERAND)
        # Under vmap over a parameter alone, the inputs are the smaller ones.
        shape = jnp.broadcast_shapes(*(jnp.shape(x) for x in inputs_and_parameters))
        inputs = [jnp.broadcast_to(x, shape) for x in inputs_and_parameters[:split]]
        return getattr(self.value(inputs_and_parameters[split:]), self.method)(*inputs)

    def value(self, parameters: Iterable[jax.Array]) -> Value:
        """Return the value with these array parameters."""
        remaining = iter(parameters)
        leaves = [next(remaining) if leaf is _OPERAND else leaf for leaf in self.leaves]
        return jax.tree.unflatten(self.structure, leaves)

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """What the array parameters are called."""
        marked = jax.tree.unflatten(self.structure, self.leaves)
        return tuple(name for name, leaf in _named_leaves(marked) if leaf is _OPERAND)

    @property
    def description(self) -> Description:
        """The value by its class and its fields."""
        operands = iter(range(len(self.leaves)))
        leaves = [Operand(next(operands)) if leaf is _OPERAND else leaf for leaf in self.leaves]
        return _description(self.structure, iter(leaves))


def _description(structure: Any, leaves: Iterator[Any]) -> Description:
    kind, fields = structure.node_data()
    named = zip(fields.children, structure.children(), strict=True)
    return Description(
        f"{kind.__module__}.{kind.__qualname__}",
        fields.rest,
        tuple((name, _described(each, leaves)) for name, each in named),
    )


def _described(structure: Any, leaves: Iterator[Any]) -> Any:
    data = structure.node_data()
    if data is None:
        return next(leaves)
    if issubclass(data[0], Value):
        return _description(structure, leaves)
    # A container of a user's: nothing that is compiled ahead has one.
    return tuple(_described(each, leaves) for each in structure.children())


def bind(value: Value) -> tuple[dict[str, jax.Array], Any]:
    """Split a value into its array parameters, by name, and a function from method to `Bound`."""
    named = list(_named_leaves(value))
    leaves = tuple(_constant(leaf) for _, leaf in named)
    operands = {
        name: leaf
        for (name, leaf), constant in zip(named, leaves, strict=True)
        if constant is _OPERAND
    }
    structure = jax.tree.structure(value)
    return operands, lambda method: Bound(structure, leaves, method)


def parameters_for(
    value: Value, shape: tuple[int, ...], dtype: Any, of: str = "x"
) -> tuple[jax.Array, ...]:
    """Return a value's array parameters in the dtype in which formulas of an array are computed.

    Parameters
    ----------
    value : Value
        Whose parameters they are.
    shape, dtype : shape and dtype
        Of the array that they go with.
    of : str
        What an error calls that array.

    Raises
    ------
    ValueError
        If one does not broadcast to the shape.
    """
    operands, _ = bind(value)
    for name, operand in operands.items():
        own = jnp.shape(operand)
        if not broadcasts(own, shape):
            raise ValueError(
                f"{type(value).__name__}: {name} has shape {own}, which does not broadcast to "
                f"the shape {shape} of {of}; give one value, or one for each entry along the "
                f"last dimensions of {of}"
            )
    wide = working_dtype(dtype)
    return tuple(jnp.asarray(operand).astype(wide) for operand in operands.values())


def broadcasts(shape: tuple[int, ...], to: tuple[int, ...]) -> bool:
    """Return whether an array of a shape broadcasts to another shape."""
    try:
        return jnp.broadcast_shapes(shape, to) == to
    except ValueError:
        return False


def with_parameters(value: Value, parameters: Iterable[jax.Array]) -> Any:
    """Return a value with other array parameters, in the order of `bind`."""
    _, formula = bind(value)
    return formula("").value(parameters)


def _named_leaves(value: Value) -> Iterator[tuple[str, Any]]:
    for path, leaf in jax.tree_util.tree_flatten_with_path(value)[0]:
        yield jax.tree_util.keystr(path).lstrip("."), leaf


def _constant(leaf: Any) -> Any:
    if isinstance(leaf, np.generic):
        return leaf.item()
    return leaf if isinstance(leaf, numbers.Number) else _OPERAND
