"""One time step, as kernels see it: two elementwise functions of arrays."""

from collections.abc import Sequence
from typing import Protocol

import jax

from ..description import Description

__all__ = ["Arrays", "Halves", "Step"]

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
    def description(self) -> Description:
        """What it computes, by name."""
        ...
