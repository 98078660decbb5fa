"""Whether what a program returned is what was expected."""

import dataclasses

import numpy as np

from .expected import Expected, expected
from .limits import Tolerance, tolerance
from .points import Points
from .programs import Computed
from .reference import Reference

__all__ = ["Finding", "Judgement", "judge", "mismatch"]


@dataclasses.dataclass(frozen=True)
class Finding:
    """The error at one point.

    Attributes
    ----------
    error, limit : float
        What it is and what it may be, in ulp of the result's dtype; the error is infinite where
        the result is NaN and should not be.
    x : tuple of float
        The inputs.
    result, expected : float
        What was returned, and what should have been.
    """

    error: float
    limit: float
    x: tuple[float, ...]
    result: float
    expected: float


@dataclasses.dataclass(frozen=True)
class Judgement:
    """What came of one pass.

    Attributes
    ----------
    failures : int
        At how many points the error is beyond its limit.
    largest : Finding
        The largest error.
    worst : Finding
        The largest error in relation to its limit.
    allowances : tuple of str
        Those without which some point would have failed.
    flushed : int
        At how many points a result near the smallest normal number was taken for 0.
    subnormal : int
        At how many points the result is that for 0, and the input is subnormal.
    """

    failures: int
    largest: Finding
    worst: Finding
    allowances: tuple[str, ...]
    flushed: int
    subnormal: int

    @property
    def passed(self) -> bool:
        """Whether every point is within its limit."""
        return self.failures == 0


@dataclasses.dataclass(frozen=True)
class _Compared:
    """Results against one reference: errors and limits as differences, and what was excused."""

    expected: np.ndarray
    error: np.ndarray
    unit: np.ndarray
    base: np.ndarray
    limit: np.ndarray
    flushed: np.ndarray

    @property
    def within(self) -> np.ndarray:
        """Where the error is within its limit, which a NaN never is."""
        return self.error <= self.limit

    def merged(self, other: "_Compared", where: np.ndarray) -> "_Compared":
        names = [field.name for field in dataclasses.fields(self)]
        pairs = [(getattr(other, name), getattr(self, name)) for name in names]
        return _Compared(*(np.where(where, theirs, mine) for theirs, mine in pairs))


def mismatch(points: Points, computed: Computed) -> str | None:
    """Return what is wrong with the shapes and dtypes of what was returned, if anything."""
    named = [
        ("spikes", computed.spikes, points.inputs[0]),
        *(("gradient", *pair) for pair in zip(computed.gradients, points.inputs, strict=True)),
        *(
            ("second derivative", *pair)
            for pair in zip(computed.seconds, points.inputs, strict=True)
        ),
    ]
    for name, result, like in named:
        if (result.shape, result.dtype) != (like.shape, like.dtype):
            return (
                f"{name} of shape {result.shape} and dtype {result.dtype}, "
                f"for an input of shape {like.shape} and dtype {like.dtype}"
            )
    return None


def judge(
    name: str,
    executed_on: str,
    points: Points,
    computed: Computed,
    reference: Reference,
    reference_at_zero: Reference,
) -> dict[str, Judgement]:
    """Compare what a program returned, pass by pass.

    Parameters
    ----------
    name : str
        Of the surrogate, for its allowances.
    executed_on : str
        The platform that the program ran on.
    points : Points
        What it ran on.
    computed : Computed
        What it returned, of the right shapes and dtypes.
    reference : Reference
        What it is compared with.
    reference_at_zero : Reference
        The same, with each subnormal input replaced by 0.
    """
    results = {
        "forward": computed.spikes[np.newaxis],
        "backward": np.stack(computed.gradients),
        "second": np.stack(computed.seconds),
    }
    here, at_zero = expected(points, reference), expected(points, reference_at_zero)
    return {
        stage: _judged(name, stage, executed_on, points, result, here[stage], at_zero[stage])
        for stage, result in results.items()
    }


def _judged(
    name: str,
    stage: str,
    executed_on: str,
    points: Points,
    result: np.ndarray,
    here: Expected,
    at_zero: Expected,
) -> Judgement:
    dtype = result.dtype
    limits = tolerance(name, stage, dtype, executed_on, here)
    unknown = np.any(np.isnan(points.inputs), axis=0) & (stage != "forward")
    plain = _compared(result, here.value, limits, unknown)
    zero_limits = tolerance(name, stage, dtype, executed_on, at_zero)
    zeroed = _compared(result, at_zero.value, zero_limits, unknown)
    # They differ for subnormal inputs only.
    excused = ~plain.within & zeroed.within
    compared = plain.merged(zeroed, excused)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        share = np.where(compared.error == 0, 0.0, compared.error / compared.limit)
        error, limit = compared.error / compared.unit, compared.limit / compared.unit

    def finding(by: np.ndarray) -> Finding:
        at = np.unravel_index(np.argmax(by), by.shape)
        return Finding(
            float(error[at]),
            float(limit[at]),
            tuple(float(x[at[-1]]) for x in points.inputs),
            float(result[at]),
            float(compared.expected[at]),
        )

    allowed = ~(compared.error <= compared.base) & compared.within
    return Judgement(
        failures=int(np.sum(~compared.within)),
        largest=finding(error),
        worst=finding(share),
        allowances=limits.allowances if np.any(allowed) else (),
        flushed=int(np.sum(compared.flushed)),
        subnormal=int(np.sum(excused)),
    )


def _compared(
    result: np.ndarray, value: np.ndarray, limits: Tolerance, unknown: np.ndarray
) -> _Compared:
    dtype, wide = result.dtype, result.astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        error = np.abs(wide - value)
        overflows = np.isinf(wide) & (wide == value.astype(dtype))
    # A NaN is an error, be it the result's or the reference's; two equal infinities are none.
    error = np.where(overflows, 0.0, np.where(np.isnan(error), np.inf, error))
    near_zero = np.maximum(np.abs(wide), np.abs(value)) <= limits.negligible
    # The derivative at NaN may be NaN.
    free = unknown & (np.isnan(wide) | np.isnan(value))
    flushed = near_zero & ~(error <= limits.total)
    return _Compared(
        value,
        np.where(near_zero | free, 0.0, error),
        limits.unit,
        limits.base,
        limits.total,
        flushed,
    )
