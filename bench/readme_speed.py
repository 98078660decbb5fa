"""The README's tables of how fast it is, from a record of ``spikefuse bench``."""

from collections.abc import Iterable, Mapping
from typing import Any

from .readme_table import table

__all__ = ["gradients", "loops", "pictured", "steps"]

Record = Mapping[str, Any]

Found = Mapping[str, Any]

_LOOPS = "recurrence/LIF/T=100/float32/both/"


def gradients(record: Record) -> str:
    """Return a table of the surrogates' gradients, beside those of braintools."""
    chosen = {
        workload["fields"]["surrogate"]: workload
        for workload in record["workloads"]
        if workload["kind"] == "Elementwise"
        and workload["size"] == 10**7
        and (workload["fields"]["dtype"], workload["fields"]["direction"])
        == ("float32", "backward")
    }
    rows = [
        [name, *(_milliseconds(_fastest(chosen[name], who)) for who in ("spikefuse", "braintools"))]
        for name in sorted(chosen)
    ]
    caption = (
        f"A cotangent times a surrogate's gradient, of 10 million float32 numbers, {_where(record)}"
        ", in milliseconds; each row was measured apart:"
    )
    return table(caption, ["surrogate", "spikefuse", "braintools"], rows, record["command"])


def loops(record: Record) -> str:
    """Return a table of a layer of LIF neurons, by contestant and number of neurons."""
    chosen = [each for each in record["workloads"] if each["family"].startswith(_LOOPS)]
    sizes = sorted({workload["size"] for workload in chosen}, reverse=True)
    cells: dict[str, dict[int, str]] = {}
    for workload in chosen:
        kept = workload["fields"]["residuals"]
        for result in workload["results"]:
            label = result["contestant"]
            if kept != "float32":
                # Others have no choice of what is kept.
                if not label.startswith("spikefuse "):
                    continue
                label += f", keeps {kept}" if kept != "recompute" else ", computes again"
            memory = result["peak_bytes"]
            of_memory = "" if memory is None else f", {memory / 2**20:,.1f} MiB"
            cells.setdefault(label, {})[workload["size"]] = _milliseconds(result) + of_memory
    rows = [[label, *(row.get(size, "") for size in sizes)] for label, row in cells.items()]
    caption = (
        "A layer of LIF neurons with `Arctan(alpha=2.0)`, 100 time steps, float32, forward and "
        f"backward, {_where(record)}, in milliseconds, and memory of operands, results and what "
        "is between them; each column was measured apart:"
    )
    headings = ["contestant", *(f"{size} neurons" for size in sizes)]
    picture = "![Time, fraction of the copy bandwidth, and memory](bench/pictures/speed.png)"
    return f"{table(caption, headings, rows, record['command'], _notes(chosen))}\n{picture}\n"


def steps(record: Record) -> str:
    """Return a table of the training steps, by contestant."""
    chosen = [each for each in record["workloads"] if each["name"].startswith("training/")]
    cells: dict[str, dict[str, str]] = {}
    for workload in chosen:
        for result in workload["results"]:
            cell = f"{_milliseconds(result)}, {result['samples_per_second']:,.0f}"
            cells.setdefault(result["contestant"], {})[workload["name"]] = cell
    names = [workload["name"] for workload in chosen]
    rows = [[label, *(row.get(name, "") for name in names)] for label, row in cells.items()]
    caption = f"A training step {_where(record)}, in milliseconds, and samples a second:"
    headings = ["contestant", *(name.removeprefix("training/") for name in names)]
    return table(caption, headings, rows, record["command"], _notes(chosen))


def pictured(record: Record) -> dict[str, Any]:
    """Return the part of a record that the README has a plot of."""
    family = f"{_LOOPS}keeps-float32"
    return {"workloads": [each for each in record["workloads"] if each["family"] == family]}


def _fastest(workload: Found, who: str) -> Found | None:
    found = [each for each in workload["results"] if each["contestant"].split()[0] == who]
    return min(found, key=lambda result: result["seconds"]["p50"], default=None)


def _milliseconds(result: Found | None) -> str:
    return "" if result is None else f"{result['seconds']['p50'] * 1e3:,.2f}"


def _notes(workloads: Iterable[Found]) -> list[str]:
    found = {
        f"{result['contestant']}: {result['differs']}"
        for workload in workloads
        for result in workload["results"]
        if result["differs"]
    }
    return ["Neurons that are defined otherwise: " + "; ".join(sorted(found)) + "."] * bool(found)


def _where(record: Record) -> str:
    machine = record["machine"]
    versions = ", ".join(
        f"{name} {version}"
        for name, version in machine["versions"].items()
        if name not in ("spikefuse", "jaxlib", "numpy", "optax")
    )
    return (
        f"on {machine['cores']} cores of {machine['processor']} ({versions}), medians of "
        "interleaved runs"
    )
