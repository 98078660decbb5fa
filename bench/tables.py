"""Results as rows of text, for a terminal and for Markdown."""

from collections.abc import Mapping
from typing import Any

__all__ = ["Ratios", "headings", "notes", "ratios", "rows", "title"]

Ratios = Mapping[tuple[str, str], float]
"""By workload and contestant: the median time of another run divided by that of this one."""


def headings(compared: bool) -> list[str]:
    """Return what stands above the columns; with another run, there is one more."""
    names = ["contestant", "time", "p20 to p80", "of copy", "memory", "samples/s", "to compile"]
    return [*names, "times as fast"] if compared else names


def title(workload: Mapping[str, Any]) -> str:
    """Return a workload's name, and what it was measured against."""
    bandwidth = workload["copy_bytes_per_second"]
    if bandwidth is None:
        return workload["name"]
    rates = ", ".join(f"{rate:.0%}" for rate in workload["rates"])
    return f"{workload['name']}: copies {bandwidth / 1e9:,.1f} GB/s; neurons fire at {rates}"


def rows(workload: Mapping[str, Any], others: Ratios | None = None) -> list[list[str]]:
    """Return the cells of each contestant, the fastest first."""
    found = sorted(workload["results"], key=lambda result: result["seconds"]["p50"])
    return [_cells(workload["name"], result, others) for result in found]


def notes(workload: Mapping[str, Any]) -> list[str]:
    """Return a line for each contestant that computes something else, or is left out."""
    other = [
        f"{each['contestant']} computes something else: {each['differs']}"
        for each in workload["results"]
        if each["differs"]
    ]
    left_out = [f"{each['contestant']} is left out: {each['why']}" for each in workload["left_out"]]
    return other + left_out


def ratios(record: Mapping[str, Any], other: Mapping[str, Any]) -> Ratios:
    """Return how many times as fast each result is as in another record, where both have it."""
    here, there = _medians(record), _medians(other)
    return {key: there[key] / here[key] for key in here if key in there}


def _medians(record: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    return {
        (workload["name"], result["contestant"]): result["seconds"]["p50"]
        for workload in record["workloads"]
        for result in workload["results"]
    }


def _cells(workload: str, result: Mapping[str, Any], others: Ratios | None) -> list[str]:
    seconds = result["seconds"]
    fraction, peak = result["fraction_of_copy"], result["peak_bytes"]
    samples = result["samples_per_second"]
    cells = [
        result["contestant"],
        f"{seconds['p50'] * 1e3:,.3f} ms",
        f"{seconds['p20'] * 1e3:,.3f} to {seconds['p80'] * 1e3:,.3f}",
        "" if fraction is None else f"{fraction:.0%}",
        "" if peak is None else f"{peak / 2**20:,.1f} MiB",
        "" if samples is None else f"{samples:,.0f}",
        f"{result['compile_seconds']:.2f} s",
    ]
    if others is None:
        return cells
    ratio = others.get((workload, result["contestant"]))
    return [*cells, "" if ratio is None else f"{ratio:.2f}"]
