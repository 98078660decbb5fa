"""What every workload has."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

import numpy as np

__all__ = ["BACKWARD", "BOTH", "FORWARD", "Inputs", "Workload", "normal"]

FORWARD, BACKWARD, BOTH = "forward", "backward", "both"
"""What is timed: the forward pass, the backward pass alone, or both in one program."""

Inputs = Mapping[str, np.ndarray]
"""Arrays by name, in float32; a contestant rounds them to the workload's dtype."""


@runtime_checkable
class Workload(Protocol):
    """A task for contestants: an immutable value.

    What goes in and comes out is said in the class of each kind of workload.
    """

    @property
    def name(self) -> str:
        """What it is, in parts with slashes between: unique, and what patterns are matched with."""
        ...

    @property
    def family(self) -> str:
        """What is the same for all sizes: a name without the parts that say how large it is."""
        ...

    @property
    def size(self) -> int:
        """What its time is drawn against: elements, neurons, or samples."""
        ...

    @property
    def dtype(self) -> str:
        """Of floating inputs and outputs."""
        ...

    @property
    def samples(self) -> int | None:
        """How many samples a run trains on, if it is part of a network."""
        ...

    @property
    def fewest_bytes(self) -> int | None:
        """What a run has to read and write; None where arithmetic is the limit, not memory."""
        ...

    @property
    def working_bytes(self) -> int:
        """About how much memory a contestant takes up with one set of inputs."""
        ...

    def inputs(self, seed: int) -> Inputs:
        """Return inputs, other ones for each seed."""
        ...


def normal(
    random: np.random.Generator, shape: tuple[int, ...], mean: float = 0.0, deviation: float = 1.0
) -> np.ndarray:
    """Return normal numbers in float32."""
    values = random.standard_normal(shape, np.float32)
    values *= np.float32(deviation)
    values += np.float32(mean)
    return values
