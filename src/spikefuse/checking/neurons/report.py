"""What ``spikefuse check`` prints of neurons."""

from collections.abc import Sequence

from ..programs import Target
from ..report import STYLES
from ..run import FAILED, PASSED
from .drives import SHAPE, STEPS
from .judging import PARTS, Finding
from .limits import BASE, TIMES_OF_ROUNDED
from .poison import interpreter_starts_with_nan
from .run import Row

__all__ = ["HEADINGS", "STYLES", "cells", "lines", "notes"]

HEADINGS = (
    "neuron",
    "reset",
    "parameters",
    "implementation",
    "dtype",
    "residuals",
    "result",
    *PARTS,
)


def cells(row: Row, marks: dict[str, str]) -> list[str]:
    """Return a row's texts, in the order of `HEADINGS`; `marks` are those that `notes` returned."""
    each = row.combination
    start = [
        each.case.name,
        each.case.options,
        each.parameters,
        str(row.target),
        each.dtype,
        each.residuals,
    ]
    if row.findings:
        return [*start, row.status, *(_worst(row, part) for part in PARTS)]
    if row.status == FAILED:
        return [*start, row.status, row.reason, "", "", "", ""]
    return [*start, f"{row.status} [{marks[_unable(row)]}]", "", "", "", "", ""]


def notes(rows: Sequence[Row]) -> dict[str, str]:
    """Return what the table needs to be explained, and the mark of each explanation."""
    texts = dict.fromkeys(_unable(row) for row in rows if not row.findings and row.status != FAILED)
    return {text: str(number) for number, text in enumerate(texts, 1)}


def lines(rows: Sequence[Row], marks: dict[str, str]) -> list[str]:
    """Return what stands below the table: counts, limits, ties, and the notes."""
    counts = [sum(row.status == status for row in rows) for status in (PASSED, FAILED)]
    others = len(rows) - sum(counts)
    return [
        f"{counts[0]} passed, {counts[1]} failed, {others} not done by the implementation",
        _LIMITS,
        *_largest(rows),
        *_ties(rows),
        *_poisoned({row.target for row in rows if row.findings}),
        *(f"[{mark}] {text}" for text, mark in marks.items()),
    ]


_LIMITS = f"""\
errors are root mean squares in {STEPS} steps of {" x ".join(map(str, SHAPE))} neurons, relative \
to a loop over the neuron's step in float64; spikes must be exact, and their number is what is wrong
limits: {BASE["float32"]:g}, for float64 {BASE["float64"]:g}; for what is float16 or bfloat16, the \
error of rounding once, and {2 * BASE["float32"]:g}
limits of gradients with bfloat16 residuals: besides, {TIMES_OF_ROUNDED:g} times the error in \
float64 with what is kept rounded to bfloat16"""


def _largest(rows: Sequence[Row]) -> list[str]:
    """Return the largest error of each part where the limit is that of the working dtype alone."""
    found = []
    for base in BASE.values():
        plain = [
            (finding, row)
            for row in rows
            for finding in row.findings
            if finding.passed and finding.limit == base
        ]
        texts = []
        for part in PARTS:
            of_part = [pair for pair in plain if pair[0].part == part]
            if of_part:
                worst, row = max(of_part, key=lambda pair: pair[0].error)
                texts.append(f"{part} {_error(worst)} ({row.combination.case.name}, {row.target})")
        if texts:
            found.append(f"largest errors where the limit is {base:g}: {'; '.join(texts)}")
    return found


def _ties(rows: Sequence[Row]) -> list[str]:
    count, left_out = (sum(getattr(row, name) for row in rows) for name in ("ties", "left_out"))
    if not count:
        return []
    told = f"{count} steps were nearer to their threshold than rounding can tell"
    return [f"{told}; {left_out} neurons that then went the other way were left out"]


def _poisoned(targets: set[Target]) -> list[str]:
    said = []
    if any(not target.interpreted for target in targets):
        said.append(
            "before each run of a compiled program, memory of the sizes of its results and scratch "
            "was filled with NaN and given back: what is left unwritten is seen if the program is "
            "given the same memory, which a CPU's allocator seldom does"
        )
    interpreted = {target.implementation for target in targets if target.interpreted}
    if "triton" in interpreted:
        said.append("kernels in Triton's interpreter begin with results of NaN")
    if "pallas" in interpreted:
        said.append(
            "Pallas's interpreter fills results, scratch and what is beyond an edge with NaN"
            if interpreter_starts_with_nan()
            else "this version of Pallas's interpreter does not fill results and scratch with NaN: "
            "what a kernel leaves unwritten may go unseen"
        )
    return said


def _worst(row: Row, part: str) -> str:
    found = [each for each in row.findings if each.part == part]
    if not found:
        return ""
    wrong = [each for each in found if not each.passed]
    if not wrong:
        return _error(max(found, key=lambda each: each.error))
    worst = max(wrong, key=_excess)
    return f"{_error(worst)} ({worst.name}), limit {worst.limit:.2g}"


def _excess(finding: Finding) -> float:
    return finding.error / finding.limit if finding.limit else float("inf")


def _error(finding: Finding) -> str:
    return f"{finding.error:.2g}"


def _unable(row: Row) -> str:
    return f"{row.target} {row.combination.dtype}: {row.reason}"
