"""What ``spikefuse check`` prints."""

from collections.abc import Sequence

from .expected import PASSES
from .judging import Finding, Judgement
from .limits import ALLOWANCES, BASE, BASE_OF_HALF
from .points import COUNT
from .run import FAILED, PASSED, Row

__all__ = ["HEADINGS", "STYLES", "cells", "lines", "notes"]

HEADINGS = ("surrogate", "implementation", "dtype", "result", *PASSES)

STYLES = {PASSED: "green", FAILED: "bold red"}


def cells(row: Row, marks: dict[str, str]) -> list[str]:
    """Return a row's texts, in the order of `HEADINGS`; `marks` are those that `notes` returned."""
    start = [row.surrogate, str(row.target), row.dtype]
    if row.passes:
        return [*start, row.status, *(_errors(row.passes[name], marks) for name in PASSES)]
    if row.status == FAILED:
        return [*start, row.status, row.reason, "", ""]
    return [*start, f"{row.status} [{marks[_unable(row)]}]", "", "", ""]


def notes(rows: Sequence[Row]) -> dict[str, str]:
    """Return what the table needs to be explained, and the mark of each explanation."""
    used = {key for row in rows for each in row.passes.values() for key in each.allowances}
    texts = [text for key, text in ALLOWANCES.items() if key in used]
    texts += dict.fromkeys(_unable(row) for row in rows if not row.passes and row.status != FAILED)
    return {text: str(number) for number, text in enumerate(texts, 1)}


def lines(rows: Sequence[Row], marks: dict[str, str]) -> list[str]:
    """Return what stands below the table: counts, limits, what was excused, and the notes."""
    counts = [sum(row.status == status for row in rows) for status in (PASSED, FAILED)]
    others = len(rows) - sum(counts)
    return [
        f"{counts[0]} passed, {counts[1]} failed, {others} not done by the implementation",
        _LIMITS,
        *_largest(rows),
        *_excused([each for row in rows for each in row.passes.values()]),
        *(f"[{mark}] {text}" for text, mark in marks.items()),
    ]


_LIMITS = f"""\
errors are the largest of {COUNT} points, in units in the last place (ulp); spikes must be exact
limits in ulp: backward {BASE["backward"]:.0f}, second derivative {BASE["second"]:.0f}; and half \
an ulp for each product with a cotangent or tangent that is no power of two
limits for float16 and bfloat16, in ulp of the rounded product: {BASE_OF_HALF["backward"]:.0f} and \
{BASE_OF_HALF["second"]:.0f}"""


def _largest(rows: Sequence[Row]) -> list[str]:
    found = []
    for name in PASSES[1:]:
        plain = [row for row in rows if row.passes and not row.passes[name].allowances]
        if plain:
            row = max(plain, key=lambda row: row.passes[name].largest.error)
            found.append(
                f"{name} {_error(row.passes[name].largest)} ({row.surrogate}, {row.dtype})"
            )
    return [f"largest errors where no allowance was needed: {'; '.join(found)}"] if found else []


def _excused(judgements: Sequence[Judgement]) -> list[str]:
    flushed = sum(each.flushed for each in judgements)
    subnormal = sum(each.subnormal for each in judgements)
    texts = {
        "results near the smallest normal number were 0, or should have been: no error, since "
        "platforms flush subnormal numbers to 0": flushed,
        "results at subnormal inputs were those at 0: no error, since platforms take subnormal "
        "numbers for 0": subnormal,
    }
    return [f"{count} {text}" for text, count in texts.items() if count]


def _errors(judgement: Judgement, marks: dict[str, str]) -> str:
    if not judgement.passed:
        count = f"; {judgement.failures} points" if judgement.failures > 1 else ""
        worst = judgement.worst
        return f"{_error(worst)}, limit {worst.limit:.3g}{count}"
    beyond = "".join(f" [{marks[ALLOWANCES[key]]}]" for key in judgement.allowances)
    return _error(judgement.largest) + beyond


def _error(finding: Finding) -> str:
    if finding.error == 0:
        return "0"
    return f"{finding.error:.3g} at {', '.join(f'{x:.6g}' for x in finding.x)}"


def _unable(row: Row) -> str:
    return f"{row.target} {row.dtype}: {row.reason}"
