"""The record of a check, as JSON."""

import dataclasses
import json
import math
from collections.abc import Sequence
from typing import Any

from .judging import Finding, Judgement
from .limits import ALLOWANCES
from .machine import default_platform, devices, versions
from .run import FAILED, PASSED, Row

__all__ = ["number", "record"]


def record(rows: Sequence[Row], neurons: Sequence[dict[str, Any]] = ()) -> str:
    """Return everything that was found, and on what, as JSON.

    Numbers that JSON does not have are the strings ``"inf"``, ``"-inf"`` and ``"nan"``.

    Parameters
    ----------
    rows : sequence of Row
        Of surrogates.
    neurons : sequence of dict
        The records of those of neurons.
    """
    statuses = [*(row.status for row in rows), *(each["status"] for each in neurons)]
    content = {
        "versions": versions(),
        "platform": default_platform(),
        "devices": devices(),
        "passed": statuses.count(PASSED),
        "failed": statuses.count(FAILED),
        "allowances": ALLOWANCES,
        "rows": [_row(row) for row in rows],
        "neurons": list(neurons),
    }
    return json.dumps(content, indent=1, allow_nan=False) + "\n"


def _row(row: Row) -> dict[str, Any]:
    return {
        "surrogate": row.surrogate,
        **dataclasses.asdict(row.target),
        "dtype": row.dtype,
        "status": row.status,
        "reason": row.reason,
        "passes": {name: _judgement(each) for name, each in row.passes.items()},
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    fields = {field.name: getattr(judgement, field.name) for field in dataclasses.fields(judgement)}
    return fields | {name: _finding(fields[name]) for name in ("largest", "worst")}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "error_ulp": number(finding.error),
        "limit_ulp": number(finding.limit),
        "x": [number(x) for x in finding.x],
        "result": number(finding.result),
        "expected": number(finding.expected),
    }


def number(value: float) -> float | str:
    """Return a number as JSON can have it."""
    return value if math.isfinite(value) else str(value)
