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

__all__ = ["record"]


def record(rows: Sequence[Row]) -> str:
    """Return everything that was found, and on what, as JSON.

    Numbers that JSON does not have are the strings ``"inf"``, ``"-inf"`` and ``"nan"``.
    """
    content = {
        "versions": versions(),
        "platform": default_platform(),
        "devices": devices(),
        "passed": sum(row.status == PASSED for row in rows),
        "failed": sum(row.status == FAILED for row in rows),
        "allowances": ALLOWANCES,
        "rows": [_row(row) for row in rows],
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
        "error_ulp": _number(finding.error),
        "limit_ulp": _number(finding.limit),
        "x": [_number(x) for x in finding.x],
        "result": _number(finding.result),
        "expected": _number(finding.expected),
    }


def _number(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)
