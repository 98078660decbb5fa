"""A file of results: JSON that holds all that reports and plots are made from.

Its keys are ``format``, the number `FORMAT`; ``command``; ``machine``, as `machine.description`
has it; ``environment``, variables that were set for the measuring process; ``budget``, for each
workload; ``contestants``, which are missing and why; ``device``, as `kernels.tuned` names it; and
``workloads``, for each what it is, the rates of its layers, the sets of inputs that were rotated,
the device's copy bandwidth in the same run, ``results``, and ``left_out`` with reasons.

A result has the percentiles of its times in seconds, what compiling took, the bytes that operands,
results and what is between them take up, in what its neurons differ from the workload's, and where
they make sense the fraction of the copy bandwidth that the fewest bytes come to, and samples a
second.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["FORMAT", "RecordError", "begun", "read", "written"]

FORMAT = 1
"""Changes when an older reader would misread a file."""


class RecordError(Exception):
    """A file that holds no results; the message says what is wrong with it."""


def begun(command: str, budget: Mapping[str, Any], heading: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record without workloads.

    Parameters
    ----------
    command : str
        What was typed.
    budget : mapping
        For each workload.
    heading : mapping
        ``machine``, ``environment``, ``contestants`` and ``device``.
    """
    first = {"format": FORMAT, "command": command, "budget": dict(budget)}
    return first | dict(heading) | {"workloads": []}


def read(path: Path) -> dict[str, Any]:
    """Return the record in a file.

    Raises
    ------
    RecordError
        If there is none.
    """
    try:
        found = json.loads(path.read_text())
    except OSError as error:
        raise RecordError(f"cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise RecordError(f"is no JSON: {error}") from None
    form = found.get("format") if isinstance(found, dict) else None
    if form != FORMAT or "workloads" not in found:
        raise RecordError(f"holds no results of `spikefuse bench` in format {FORMAT}")
    return found


def written(record: Mapping[str, Any]) -> str:
    """Return a record as JSON, with a line for each workload."""
    workloads: Sequence[Any] = record["workloads"]
    lines = [
        f"{json.dumps(key)}: {json.dumps(record[key])}" for key in record if key != "workloads"
    ]
    each = ",\n  ".join(map(json.dumps, workloads))
    lines.append(f'"workloads": [\n  {each}\n ]')
    return "{\n " + ",\n ".join(lines) + "\n}\n"
