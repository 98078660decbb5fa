"""One time step, as kernels see it: two elementwise functions of arrays."""

import dataclasses
from collections.abc import Sequence
from typing import Protocol

import jax

from ..description import Description

__all__ = ["Arrays", "Halves", "Names", "Step"]

Arrays = Sequence[jax.Array]


class Halves(Protocol):
    """A time step as two elementwise functions, cut where a derivative needs least.

    `charge` takes the state and the current to what is kept for the backward pass, the inner
    values; `fire` takes these to the next state and the output, a spike. All arrays are of one
    dtype, and of one shape; parameters broadcast to it.
    """

    def charge(self, state: Arrays, current: jax.Array, parameters: Arrays) -> Arrays:
        """Return the inner values."""
        ...

    def fire(self, inner: Arrays, parameters: Arrays) -> tuple[Arrays, jax.Array]:
        """Return the next state and the output."""
        ...


@dataclasses.dataclass(frozen=True)
class Names:
    """What the arrays of a step are called, for a reader of what is made of it.

    Attributes
    ----------
    state, inner, parameters : tuple of str
        Of each array; names may be alike.
    """

    state: tuple[str, ...]
    inner: tuple[str, ...]
    parameters: tuple[str, ...]


class Step(Halves, Protocol):
    """A hashable description of a time step."""

    @property
    def states(self) -> int:
        """How many arrays a state has."""
        ...

    @property
    def is_current(self) -> tuple[bool, ...]:
        """For each inner value, whether it is the current itself, which need not be kept twice."""
        ...

    @property
    def names(self) -> Names:
        """What its arrays are called."""
        ...

    @property
    def description(self) -> Description:
        """What it computes, by name."""
        ...
