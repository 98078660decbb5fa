"""The tables of ``docs/parallel_in_time.md``, from committed results."""

import json
from pathlib import Path

from . import record
from .readme_table import table

__all__ = ["compiled", "measured"]


def measured(results: Path) -> str:
    """Return a table of times on a CPU, by steps and neurons."""
    found = record.read(results / "cpu" / "parallel_in_time.json")
    labels = [each["contestant"] for each in found["workloads"][0]["results"]]
    labels.sort(key=lambda label: (not label.startswith("spikefuse"), label))
    rows = []
    for workload in found["workloads"]:
        times = {each["contestant"]: each["seconds"]["p50"] for each in workload["results"]}
        cells = [f"{times[label] * 1e3:,.3f}" if label in times else "" for label in labels]
        rows.append([f"{workload['fields']['length']:,}", f"{workload['size']:,}", *cells])
    machine = found["machine"]
    caption = (
        f"Medians of interleaved runs on {machine['cores']} cores of {machine['processor']} (jax "
        f"{machine['versions']['jax']}), in milliseconds:"
    )
    return table(caption, ["steps", "neurons", *labels], rows, found["command"])


def compiled(results: Path) -> str:
    """Return a table of what compilers make of it, by device, steps and implementation."""
    found = json.loads((results / "compiled" / "parallel_in_time.json").read_text())
    rows = [
        [
            f"{each['device']}, {each['implementation']}",
            f"{each['length']:,}",
            str(each["loops"]),
            "" if each["launches"] is None else f"{each['launches']:,}",
            f"{each['temporary_bytes'] / 2**20:.1f}",
            f"{each['compile_seconds']:.1f}",
        ]
        for each in found["programs"]
    ]
    caption = (
        f"{found['neurons']} neurons, forward and backward, jax "
        f"{found['machine']['versions']['jax']}; memory between input and output in "
        "MiB; what compiling took is of a machine that was busy with other things, too:"
    )
    headings = ["compiled for", "steps", "loops", "kernels started", "memory", "seconds to compile"]
    return table(caption, headings, rows, found["command"])
