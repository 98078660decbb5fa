"""What is learnt of a neuron or a surrogate, and what is not."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

import jax
import jax.numpy as jnp

from ..bound import Bound, bind
from ..surrogate import Surrogate
from ..value import Value

__all__ = ["Parts", "Skeleton", "split", "with_learnable_arrays"]


@dataclasses.dataclass(frozen=True)
class Skeleton:
    """A value without its arrays: hashable, and no pytree.

    Attributes
    ----------
    names : tuple of str
        What the arrays are called, in order.
    formula : Bound
        All the rest of the value.
    """

    names: tuple[str, ...]
    formula: Bound

    def value(self, arrays: Mapping[str, Any]) -> Any:
        """Return the value with these arrays, by name, whose ranges are not checked."""
        return self.formula.value(arrays[name] for name in self.names)


@dataclasses.dataclass(frozen=True)
class Parts:
    """A neuron or a surrogate in parts.

    Attributes
    ----------
    learnt : dict of str to jax.Array
        The arrays that are to have a gradient, such as ``"decay"`` or ``"surrogate.alpha"``.
    constant : dict of str to jax.Array
        The other arrays: those of a surrogate that is not learnable, and of whole numbers.
    skeleton : Skeleton
        All the rest.
    """

    learnt: dict[str, jax.Array]
    constant: dict[str, jax.Array]
    skeleton: Skeleton


def split(value: Value) -> Parts:
    """Return the parts of a neuron or a surrogate.

    Parameters
    ----------
    value : Value
        Its arrays are learnt; its numbers are not, but for those of a learnable surrogate.
    """
    value = with_learnable_arrays(value)
    arrays, formula = bind(value)
    names = bind(_without_fixed_surrogates(value))[0].keys()
    # A Python number's weak type would be lost in the first update, and all compiled anew.
    own = {name: jnp.asarray(array, jnp.result_type(array)) for name, array in arrays.items()}
    learnt = {name: own[name] for name in names if jnp.issubdtype(own[name].dtype, jnp.inexact)}
    constant = {name: array for name, array in own.items() if name not in learnt}
    return Parts(learnt, constant, Skeleton(tuple(own), formula("")))


V = TypeVar("V", bound=Value)


def with_learnable_arrays(value: V) -> V:
    """Return a value in which the numbers of learnable surrogates are arrays.

    Parameters
    ----------
    value : Value
        A neuron or a surrogate.
    """

    def as_arrays(part: Any) -> Any:
        if not (isinstance(part, Surrogate) and part.learnable):
            return part
        return jax.tree.map(
            lambda leaf: jnp.asarray(leaf, float) if isinstance(leaf, float) else leaf, part
        )

    return jax.tree.map(as_arrays, value, is_leaf=_is_surrogate)


def _without_fixed_surrogates(value: Value) -> Value:
    """Return a value with numbers instead of what a surrogate has no derivative to."""

    def without(part: Any) -> Any:
        is_fixed = isinstance(part, Surrogate) and not part.learnable
        return jax.tree.map(lambda _: 0.0, part) if is_fixed else part

    return jax.tree.map(without, value, is_leaf=_is_surrogate)


def _is_surrogate(part: Any) -> bool:
    return isinstance(part, Surrogate)
