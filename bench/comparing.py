"""Whether contestants come to the same: what is wrong need not be timed."""

from collections.abc import Mapping, Sequence

import numpy as np

from .workloads import Elementwise, Inputs, Recurrence, Workload
from .workloads.neurons import FIRING

__all__ = ["disagreement", "nudged", "unrealistic"]

Outputs = Mapping[str, np.ndarray]

_UNLIKE = 1e-3
"""The share of neurons that may spike otherwise once, from a membrane within a rounding of 1."""

_STEPS = 100
"""In so many steps, or fewer; in more there are as many times more to come so near."""

_LIMITS = {"float32": 1e-5, "bfloat16": 2e-2}
"""The largest relative error of what comes of the same spikes, by what it is rounded to."""

_NUDGE = 1e-5

_NETWORK = 2e-2
"""The same where a spike that is another one reaches everything after it."""


def nudged(inputs: Inputs) -> Inputs:
    """Return a training step's inputs with samples that are off by a rounding or two in 10^5."""
    random = np.random.default_rng(0)
    samples = np.asarray(inputs["samples"])
    off = 1.0 + _NUDGE * random.standard_normal(samples.shape)
    return {**inputs, "samples": (samples * off).astype(samples.dtype)}


def disagreement(
    workload: Workload, found: Outputs, expected: Outputs, beside: Outputs | None = None
) -> str | None:
    """Return how a contestant's outputs differ from the reference's, in a line; None if they agree.

    Spikes are compared one by one, everything else by the norm of the difference. Of neurons alone,
    those that spike otherwise are few, and their gradients are left out.

    Parameters
    ----------
    workload : Workload
        What was run.
    found, expected : mapping of str to numpy.ndarray
        Outputs by name, of the contestant and of the reference.
    beside : mapping of str to numpy.ndarray, optional
        What the reference comes to with inputs that are `nudged`. In a deep network a spike that
        rounds otherwise is thousands in the last layer, and nobody can be asked to be nearer than
        that.
    """
    if set(found) != set(expected):
        return f"puts out {', '.join(sorted(found))}, not {', '.join(sorted(expected))}"
    alike = slice(None)
    if "spikes" in expected:
        unlike = np.any(found["spikes"] != expected["spikes"], axis=0)
        allowed = 0.0
        if isinstance(workload, Recurrence):
            allowed = _UNLIKE * max(1.0, workload.length / _STEPS)
        if unlike.mean() > allowed:
            return f"{unlike.mean():.1%} of the neurons spike otherwise"
        alike = ~unlike
    for name in sorted(set(expected) - {"spikes"}):
        wanted = expected[name]
        error = found[name] - wanted
        if isinstance(workload, Recurrence):
            error, wanted = error[:, alike], wanted[:, alike]
        size = np.linalg.norm(wanted)
        relative = np.linalg.norm(error) / (size if size > 0 else 1.0)
        limit = _limit(workload)
        if beside is not None:
            limit = max(limit, 2.0 * np.linalg.norm(beside[name] - wanted) / (size or 1.0))
        # Written so that NaN is no agreement.
        if not relative <= limit:
            return f"{name} has a relative error of {relative:.1e}"
    return None


def unrealistic(rates: Sequence[float]) -> str | None:
    """Return which rates no trained network has, in a line; None if all are realistic."""
    least, most = FIRING
    outside = [f"{rate:.1%}" for rate in rates if not least <= rate <= most]
    if not outside:
        return None
    return f"layers fire at {', '.join(outside)} of their steps, not at {least:.0%} to {most:.0%}"


def _limit(workload: Workload) -> float:
    if isinstance(workload, Elementwise):
        return _LIMITS[workload.dtype]
    if isinstance(workload, Recurrence):
        rounded = "bfloat16" in (workload.dtype, workload.residuals)
        return _LIMITS["bfloat16" if rounded else "float32"]
    return _NETWORK
