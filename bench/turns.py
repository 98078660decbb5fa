"""Contestants timed in turns, each often enough in a run for the clock to tell."""

import dataclasses
import math
import random
import statistics
import time
from collections.abc import Mapping

from .contestants import Prepared

__all__ = ["Budget", "Timing", "Turns", "in_turns"]

_RUN_SECONDS = 1e-3
"""What a run should take at least, so that neither the clock nor waiting is what is timed."""

_MOST_CALLS = 50


@dataclasses.dataclass(frozen=True)
class Budget:
    """How long to time a workload.

    Attributes
    ----------
    seconds : float
        For all timed runs of all contestants.
    least, most : int
        Runs of each, whatever that takes; at least 2.
    """

    seconds: float
    least: int
    most: int


@dataclasses.dataclass(frozen=True)
class Timing:
    """How long each run of something took.

    Attributes
    ----------
    first_seconds : float
        The first run, which compiles.
    seconds : tuple of float
        The runs after it, in order.
    """

    first_seconds: float
    seconds: tuple[float, ...]

    @property
    def summary(self) -> dict[str, float]:
        """Minimum, 20th, 50th and 80th percentile in seconds, and the first run's."""
        fifths = statistics.quantiles(self.seconds, n=5, method="inclusive")
        return {
            "minimum": min(self.seconds),
            "p20": fifths[0],
            "p50": statistics.median(self.seconds),
            "p80": fifths[3],
            "first": self.first_seconds,
        }


@dataclasses.dataclass(frozen=True)
class Turns:
    """What a contestant's runs took.

    Attributes
    ----------
    timing : Timing
        Of one call.
    calls : int
        In a run; all are under way before the first is waited for.
    """

    timing: Timing
    calls: int


def in_turns(contestants: Mapping[str, Prepared], sets: int, budget: Budget) -> dict[str, Turns]:
    """Time contestants in turns, so that whatever else the machine does is shared by all.

    Each call takes the next set of inputs.

    Parameters
    ----------
    contestants : mapping of str to Prepared
    sets : int
        How many sets of inputs each was prepared with.
    budget : Budget
    """
    first = {name: _seconds(each, 1, 0, sets) for name, each in contestants.items()}
    warm = {name: _seconds(each, 1, 1, sets) for name, each in contestants.items()}
    calls = {
        name: min(max(math.ceil(_RUN_SECONDS / seconds), 1), _MOST_CALLS)
        for name, seconds in warm.items()
    }
    turn = sum(warm[name] * calls[name] for name in contestants)
    repetitions = min(max(int(budget.seconds / turn), budget.least), budget.most)
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    # In another order each time, since a contestant may find the cache as the last one left it.
    order = random.Random(0)
    for number in range(repetitions):
        for name in order.sample(sorted(contestants), len(contestants)):
            start = number * calls[name]
            taken[name].append(_seconds(contestants[name], calls[name], start, sets))
    return {
        name: Turns(Timing(first[name], tuple(seconds)), calls[name])
        for name, seconds in taken.items()
    }


def _seconds(prepared: Prepared, calls: int, start: int, sets: int) -> float:
    began = time.perf_counter()
    results = [prepared.run((start + number) % sets) for number in range(calls)]
    for each in results:
        prepared.wait(each)
    return (time.perf_counter() - began) / calls
