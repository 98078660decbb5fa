"""What each pass is to return, from the reference and the points."""

import dataclasses

import numpy as np

from .points import Points
from .reference import Reference

__all__ = ["PASSES", "Expected", "expected"]

PASSES = ("forward", "backward", "second")
"""The spikes, the derivative to each input, and the derivative of that."""


@dataclasses.dataclass(frozen=True)
class Expected:
    """What a pass is to return; all arrays have a row for each result and a column a point.

    Attributes
    ----------
    x : array
        The input that each result is the derivative to.
    factor : array
        What the formula is multiplied by: cotangents and tangents.
    formula : array
        Its value in float64.
    slope : array
        How much the formula's value changes for a relative change of `x`.
    """

    x: np.ndarray
    factor: np.ndarray
    formula: np.ndarray
    slope: np.ndarray

    @property
    def value(self) -> np.ndarray:
        """The result."""
        return self.factor * self.formula


def expected(points: Points, reference: Reference) -> dict[str, Expected]:
    """Return what each of `PASSES` is to return."""
    x = np.stack([each.astype(np.float64) for each in points.inputs])
    cotangent = np.broadcast_to(points.cotangent.astype(np.float64), x.shape)
    tangents = np.stack([each.astype(np.float64) for each in points.tangents])
    gradient, second, third = (
        np.stack([getattr(each, name) for each in reference.to_inputs])
        for name in ("gradient", "second", "third")
    )
    spikes = reference.spikes[np.newaxis].astype(np.float64)
    # At infinities, which no rounding changes, infinity times 0 is meant to be 0.
    with np.errstate(invalid="ignore", over="ignore"):
        first, curved = (
            np.nan_to_num(x * part, posinf=0.0, neginf=0.0) for part in (second, third)
        )
    return {
        "forward": Expected(x[:1], np.ones_like(spikes), spikes, np.zeros_like(spikes)),
        "backward": Expected(x, cotangent, gradient, first),
        "second": Expected(x, cotangent * tangents, second, curved),
    }
