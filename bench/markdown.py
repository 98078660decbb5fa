"""A record as Markdown."""

from collections.abc import Mapping, Sequence
from typing import Any

from .tables import Ratios, headings, notes, ratios, rows, title

__all__ = ["markdown"]


def markdown(
    record: Mapping[str, Any], picture: str | None = None, other: Mapping[str, Any] | None = None
) -> str:
    """Return a page of all that a record has.

    Parameters
    ----------
    record : mapping
        As `record` describes it.
    picture : str, optional
        The path of a plot, as seen from the page.
    other : mapping, optional
        A record to compare with.
    """
    others = None if other is None else ratios(record, other)
    parts = [_heading(record)]
    if other is not None:
        parts.append(f"Compared with {_where(other)}, `{other['command']}`.")
    if picture is not None:
        parts.append(f"![Time, fraction of the copy bandwidth, and memory, by size]({picture})")
    parts += [_section(workload, others) for workload in record["workloads"]]
    return "\n\n".join(parts) + "\n"


def _heading(record: Mapping[str, Any]) -> str:
    missing = [f"- {name} {why}" for name, why in record["contestants"].items() if why is not None]
    meaning = (
        "Medians of interleaved runs; “of copy” is the fraction of the bandwidth of a copy in the "
        "same run that the fewest bytes come to, and more than all of it for what stays in a cache."
    )
    lines = ["# Benchmark", "", f"`{record['command']}` on {_where(record)}.", meaning]
    return "\n".join([*lines, *(["", *missing] if missing else [])])


def _where(record: Mapping[str, Any]) -> str:
    machine = record["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return (
        f"{machine['device']['kind']} ({machine['processor']}, {machine['cores']} cores), Python "
        f"{machine['python']}, {versions}, commit {machine['commit']}"
    )


def _section(workload: Mapping[str, Any], others: Ratios | None) -> str:
    names = headings(others is not None)
    lines = [f"## {title(workload)}"]
    cells = rows(workload, others)
    if cells:
        lines += ["", _line(names), "|---|" + "--:|" * (len(names) - 1), *map(_line, cells)]
    return "\n".join([*lines, *(f"\n{note}" for note in notes(workload))])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
