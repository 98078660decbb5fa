"""What a comparison of two implementations came to, as an immutable value."""

import dataclasses
import statistics
from typing import Any

import numpy as np

from .datasets.dataset import Dataset
from .json_numbers import circumstances, epoch_numbers, finite
from .neurons import Spiking
from .result import Epoch
from .settings import Settings

__all__ = ["REFERENCE", "Comparison", "as_numbers"]

REFERENCE = "xla"
"""What every implementation is compared with."""


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Two trainings from one seed on the same batches, with two implementations.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    neuron : Spiking
        What the network's spiking layers consisted of.
    dataset : Dataset
        What both learnt from.
    chosen : str
        The implementation that was compared with `REFERENCE`, which may be that itself.
    compile_seconds : tuple of two floats
        What compiling took: for `REFERENCE`, and for the chosen one, as everywhere here.
    epochs : tuple of tuples of two Epochs
        Those that both completed, in order; there is at least one.
    interrupted : bool
        Whether Ctrl-C ended it.
    """

    settings: Settings
    neuron: Spiking
    dataset: Dataset
    chosen: str
    compile_seconds: tuple[float, float]
    epochs: tuple[tuple[Epoch, Epoch], ...]
    interrupted: bool = False

    @property
    def samples_per_second(self) -> tuple[float, float]:
        """The median over the epochs of each, which other programs' bursts of work leave alone."""
        reference, chosen = (
            statistics.median(epoch.samples_per_second for epoch in epochs)
            for epochs in zip(*self.epochs, strict=True)
        )
        return reference, chosen

    @property
    def speed_ratio(self) -> float:
        """How many times as fast as the reference the chosen one is, by those medians."""
        reference, chosen = self.samples_per_second
        return chosen / reference

    @property
    def largest_difference(self) -> float:
        """The largest difference of two losses of an epoch, relative to the greater of them."""
        # Unlike Python's, NumPy's maximum is NaN if one of them is.
        return float(np.max([_difference(one.loss, other.loss) for one, other in self.epochs]))


def as_numbers(comparison: Comparison) -> dict[str, Any]:
    """Return what is written of a comparison."""
    sides = zip(
        ("reference", "chosen"),
        (REFERENCE, comparison.chosen),
        comparison.compile_seconds,
        comparison.samples_per_second,
        zip(*comparison.epochs, strict=True),
        strict=True,
    )
    return (
        circumstances(comparison.settings, comparison.neuron, comparison.dataset)
        | {
            "interrupted": comparison.interrupted,
            "largest_relative_loss_difference": finite(comparison.largest_difference),
            "speed_ratio": comparison.speed_ratio,
        }
        | {
            side: {
                "implementation": implementation,
                "compile_seconds": seconds,
                "samples_per_second": speed,
                "epochs": [epoch_numbers(epoch) for epoch in epochs],
            }
            for side, implementation, seconds, speed, epochs in sides
        }
    )


def _difference(one: float, other: float) -> float:
    return 0.0 if one == other else abs(one - other) / max(abs(one), abs(other))
