"""How much memory there is for a workload, and how many sets of inputs it gets of it."""

import os
import re
from pathlib import Path

import jax

from .workloads import Workload

__all__ = ["are_shared", "available_bytes", "input_sets", "too_large"]

_ROTATED_BYTES = 256 << 20
"""What a contestant goes over before it meets the same input again: more than caches hold."""

_MOST_SETS = 8


def available_bytes() -> int | None:
    """Return what JAX's default device has left, or None where it does not say."""
    device = jax.devices()[0]
    if device.platform == "cpu":
        return _free_bytes_of_the_machine()
    found = device.memory_stats() or {}
    if "bytes_limit" not in found:
        return None
    return found["bytes_limit"] - found.get("bytes_in_use", 0)


def input_sets(workload: Workload) -> int:
    """Return how many sets of inputs are rotated: fewer of a large workload, and at least 2.

    Small ones stay in a cache nevertheless, as they do in a network.
    """
    return min(max(-(-_ROTATED_BYTES // workload.working_bytes), 2), _MOST_SETS)


def are_shared(workload: Workload) -> bool:
    """Return whether contestants on JAX have the same arrays for inputs.

    Those of a large workload, of which no cache holds what another contestant has just read.
    """
    return workload.working_bytes >= _ROTATED_BYTES


def too_large(workload: Workload, copies: int, available: int | None) -> str | None:
    """Return why a workload does not fit, in a line; None if it does.

    Parameters
    ----------
    workload : Workload
    copies : int
        How many there are of the inputs.
    available : int or None
        What `available_bytes` returned.
    """
    # Inputs are half of what a contestant works on at most, and only one is at work.
    needed = workload.working_bytes * (1 + input_sets(workload) * copies / 2)
    if available is None or needed <= available:
        return None
    return (
        f"takes about {needed / 2**30:.1f} GiB with {copies} copies of its inputs, and there are "
        f"{available / 2**30:.1f}"
    )


def _free_bytes_of_the_machine() -> int | None:
    try:
        found = re.search(r"MemAvailable:\s*(\d+) kB", Path("/proc/meminfo").read_text())
    except OSError:
        found = None
    if found:
        return int(found[1]) << 10
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None
