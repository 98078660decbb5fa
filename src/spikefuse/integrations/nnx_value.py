"""A neuron or a surrogate in a module of Flax NNX."""

# A type checker that does not find the package finds the file of its name here in its place.
# pyright: reportAttributeAccessIssue=false

from typing import Any

import jax
from flax import nnx

from ..value import Value
from .parts import split

__all__ = ["Constant", "Parametrised"]


class Constant(nnx.Variable[jax.Array]):
    """An array that is not learnt, such as that of a surrogate that is not learnable."""


class Parametrised(nnx.Module):
    """A module that holds the arrays of a value as variables.

    Parameters
    ----------
    value : Value
        A neuron or a surrogate.

    Attributes
    ----------
    learnt : dict of str to nnx.Param
        What is learnt, by the name that it has in the value, such as ``"decay"``.
    constants : dict of str to Constant
        The other arrays.
    """

    def __init__(self, value: Value) -> None:
        parts = split(value)
        self.learnt = nnx.Dict({name: nnx.Param(x) for name, x in parts.learnt.items()})
        self.constants = nnx.Dict({name: Constant(x) for name, x in parts.constant.items()})
        self._skeleton = parts.skeleton

    def _value(self) -> Any:
        """Return the value, with the arrays as they are now."""
        variables = {**self.learnt, **self.constants}
        return self._skeleton.value({name: x.get_value() for name, x in variables.items()})
