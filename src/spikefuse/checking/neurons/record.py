"""The record of a check of neurons."""

import dataclasses
from typing import Any

from ..record import number
from .judging import Finding
from .run import Row

__all__ = ["row_record"]


def row_record(row: Row) -> dict[str, Any]:
    """Return everything that was found of a combination, for JSON."""
    combination = row.combination
    return {
        "neuron": combination.case.name,
        "options": combination.case.options,
        "parameters": combination.parameters,
        **dataclasses.asdict(row.target),
        "dtype": combination.dtype,
        "residuals": combination.residuals,
        "status": row.status,
        "reason": row.reason,
        "ties": row.ties,
        "left_out": row.left_out,
        "findings": [_finding(each) for each in row.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return dataclasses.asdict(finding) | {
        "error": number(finding.error),
        "limit": number(finding.limit),
    }
