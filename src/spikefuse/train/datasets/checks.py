"""What must hold of the numbers in any file of events."""

from pathlib import Path

import numpy as np

from .kind import refused

__all__ = ["check_times", "check_within", "checked_labels"]


def checked_labels(place: Path, labels: np.ndarray, classes: int) -> np.ndarray:
    """Return labels with dtype int32.

    Raises
    ------
    UsageError
        If there are none, or one is no class.
    """
    if not len(labels):
        raise refused(place, "is empty: there is no recording in it", "at least one")
    if labels.dtype.kind not in "iu":
        raise refused(place, f"has {labels.dtype} for labels", "whole numbers")
    check_within(place, labels, classes, "a label")
    return labels.astype(np.int32)


def check_times(place: Path, times: np.ndarray, what: str) -> None:
    """Check times.

    Raises
    ------
    UsageError
        If one is negative, infinite or NaN.
    """
    # A comparison with NaN is false.
    _check(place, times, (times >= 0) & (times < np.inf), what, "a finite one from 0")


def check_within(place: Path, numbers: np.ndarray, end: int, what: str) -> None:
    """Check numbers that count from 0.

    Raises
    ------
    UsageError
        If one is less than 0, or not less than `end`.
    """
    allowed = (numbers >= 0) & (numbers < end)
    _check(place, numbers, allowed, what, f"one from 0 to {end - 1}")


def _check(place: Path, numbers: np.ndarray, allowed: np.ndarray, what: str, expected: str) -> None:
    if not allowed.all():
        raise refused(place, f"has {numbers[np.argmin(allowed)]} for {what}", expected)
