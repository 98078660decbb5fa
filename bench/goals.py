"""What kernels are to reach on an accelerator, and what a record says that they did."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["GOALS", "Goal", "Outcome", "outcomes", "page"]

Found = Mapping[str, Any]

_LARGE = 1 << 24
"""From how many elements on an array is too large for a cache."""

_LAYER = 131072


@dataclasses.dataclass(frozen=True)
class Goal:
    """A number that is to be reached.

    Attributes
    ----------
    text : str
        What the number is.
    least : float
        What it is to be.
    concerns : callable
        From a workload of a record to whether the goal is set for it.
    value : callable
        From such a workload to the number; None if it was not measured.
    """

    text: str
    least: float
    concerns: Callable[[Found], bool]
    value: Callable[[Found], float | None]


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What came of a goal: for one workload, or for none if none of its kind was measured."""

    goal: str
    least: float
    workload: str | None
    value: float | None

    @property
    def reached(self) -> bool | None:
        """Whether it was; None if it was not measured."""
        return None if self.value is None else self.value >= self.least


def _kernel(label: str) -> bool:
    return label.startswith("spikefuse ") and not label.startswith("spikefuse xla")


def _fastest(workload: Found, chosen: Callable[[str], bool]) -> Found | None:
    found = [result for result in workload["results"] if chosen(result["contestant"])]
    return min(found, key=lambda result: result["seconds"]["p50"], default=None)


def _fraction(workload: Found) -> float | None:
    ours = _fastest(workload, _kernel)
    return None if ours is None else ours["fraction_of_copy"]


def _times_as_fast(
    *others: str, ours: Callable[[str], bool] = _kernel
) -> Callable[[Found], float | None]:
    """Return how many times as fast ours is as the fastest whose label begins like one of these."""

    def value(workload: Found) -> float | None:
        own = _fastest(workload, ours)
        other = _fastest(workload, lambda label: label.startswith(others))
        if own is None or other is None:
            return None
        return other["seconds"]["p50"] / own["seconds"]["p50"]

    return value


def _large_array(workload: Found) -> bool:
    return workload["kind"] == "Elementwise" and workload["size"] >= _LARGE


def _loop(workload: Found) -> bool:
    wanted = {"dtype": "float32", "residuals": "float32", "direction": "both"}
    return (
        workload["kind"] == "Recurrence"
        and workload["size"] >= _LAYER
        and wanted.items() <= workload["fields"].items()
    )


def _training(workload: Found) -> bool:
    return workload["name"].startswith("training/")


GOALS = (
    Goal(
        "surrogates, of the copy bandwidth",
        0.9,
        lambda found: _large_array(found) and found["fields"]["dtype"] == "float32",
        _fraction,
    ),
    Goal("surrogates, times as fast as XLA", 1.0, _large_array, _times_as_fast("spikefuse xla")),
    Goal("loops over time, of the copy bandwidth", 0.85, _loop, _fraction),
    Goal(
        "a loop over time, times as fast as lax.scan",
        20.0,
        lambda found: _loop(found) and found["size"] == _LAYER,
        _times_as_fast("lax.scan"),
    ),
    Goal(
        "loops over time, times as fast as SpikingJelly's Triton kernels",
        1.0,
        _loop,
        _times_as_fast("spikingjelly triton"),
    ),
    Goal(
        "training steps, times as fast as the best other on JAX",
        2.0,
        _training,
        _times_as_fast(
            "lax.scan", "braintools", "spyx", ours=lambda label: label.startswith("spikefuse ")
        ),
    ),
)


def outcomes(workloads: Sequence[Found]) -> list[Outcome]:
    """Return what came of each goal, for each workload that it is set for."""
    found = []
    for goal in GOALS:
        concerned = [workload for workload in workloads if goal.concerns(workload)]
        found += [
            Outcome(goal.text, goal.least, workload["name"], goal.value(workload))
            for workload in concerned
        ] or [Outcome(goal.text, goal.least, None, None)]
    return found


def page(found: Sequence[Outcome]) -> str:
    """Return outcomes as a table in Markdown."""
    lines = ["| goal | workload | wanted | found | reached |", "|---|---|--:|--:|---|"]
    said = {True: "yes", False: "no", None: "not measured"}
    for each in found:
        value = "" if each.value is None else f"{each.value:.2f}"
        lines.append(
            f"| {each.goal} | {each.workload or ''} | {each.least:g} | {value} | "
            f"{said[each.reached]} |"
        )
    return "\n".join(lines) + "\n"
