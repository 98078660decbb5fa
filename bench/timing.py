"""Timing that can be believed: warm, interleaved, and waiting for the result."""

import dataclasses
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax

__all__ = ["Timing", "interleaved"]


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


def interleaved(
    contestants: Mapping[str, Callable[[], Any]], repetitions: int, calls: int = 1
) -> dict[str, Timing]:
    """Time contestants in turns, so that whatever else the machine does is shared by all.

    Parameters
    ----------
    contestants : mapping of str to callable
        Each returns arrays, which are waited for.
    repetitions : int
        Runs of each after the first, at least 2.
    calls : int
        Calls in a run, all under way before the first is waited for, so that an accelerator is
        not timed while it waits for the host. The times are of one call.

    Returns
    -------
    dict of str to Timing
    """
    first = {name: _seconds(run, 1) for name, run in contestants.items()}
    # In another order each time, since a contestant may find the cache as the last one left it.
    order = random.Random(0)
    rounds: Sequence[dict[str, float]] = [
        {
            name: _seconds(contestants[name], calls)
            for name in order.sample(sorted(first), len(first))
        }
        for _ in range(repetitions)
    ]
    return {name: Timing(first[name], tuple(turn[name] for turn in rounds)) for name in first}


def _seconds(run: Callable[[], Any], calls: int) -> float:
    began = time.perf_counter()
    jax.block_until_ready([run() for _ in range(calls)])
    return (time.perf_counter() - began) / calls
