"""What ``spikefuse info`` prints, as text and as JSON."""

import dataclasses
import json
import os
from collections.abc import Sequence
from typing import Any

from ..kernels.dispatch import ENVIRONMENT_VARIABLE, requested
from ..kernels.native.library import library, why_not
from ..kernels.tuned import ENVIRONMENT_VARIABLE as TUNING_VARIABLE
from ..kernels.tuned import Status, Table, status
from .machine import NoDeviceError, default_platform, devices, versions
from .picks import OPERATIONS, Pick, grouped, picks, unwritten

__all__ = ["HEADINGS", "cells", "inventory", "lines", "record", "tuned_table", "unwritten_lines"]

HEADINGS = ("operation", "platform", "dtypes", "picked", "why not the others")


def inventory() -> dict[str, Any]:
    """Return versions, devices, the library of compiled loops, and what the environment asks."""
    platform, found, problem = None, {}, None
    try:
        platform, found = default_platform(), devices()
    except NoDeviceError as error:
        problem = str(error)
    return {
        "versions": versions(),
        "platform": platform,
        "devices": found,
        "problem": problem,
        "native": _native(),
        "tuning": _tuning(platform),
        "environment": {
            "name": ENVIRONMENT_VARIABLE,
            "value": os.environ.get(ENVIRONMENT_VARIABLE),
            "meaning": _meaning(),
        },
    }


def lines(found: dict[str, Any]) -> list[str]:
    """Return an inventory as lines of text."""
    listed = [f"{name} {version}" for name, version in found["versions"].items()]
    environment = found["environment"]
    value = "is not set" if environment["value"] is None else f"is {environment['value']!r}"
    return [
        f"versions: {', '.join(listed)}",
        f"devices: {_devices(found)}",
        f"native: {_native_line(found['native'])}",
        f"tuning: {_tuning_line(found['tuning'])}",
        f"{environment['name']} {value}: {environment['meaning']}",
    ]


def cells(platform: str | None) -> list[list[str]]:
    """Return what is picked, in the order of `HEADINGS`, with this machine's platform marked."""
    return [
        [
            pick.operation,
            f"{pick.platform} (this machine)" if pick.platform == platform else pick.platform,
            ", ".join(pick.dtypes),
            pick.picked,
            _reasons(pick),
        ]
        for pick in grouped(picks())
    ]


def unwritten_lines() -> list[str]:
    """Return, for each operation, which implementations it does not have."""
    return [
        f"{operation}: {', '.join(names)}: not written for this operation"
        for operation in OPERATIONS
        if (names := unwritten(operation))
    ]


def record(found: dict[str, Any], listed: Sequence[Pick]) -> str:
    """Return an inventory, and what is picked, as JSON."""
    operations: dict[str, Any] = {}
    for pick in listed:
        platforms = operations.setdefault(pick.operation, {}).setdefault(pick.platform, {})
        for dtype in pick.dtypes:
            platforms[dtype] = {"picked": pick.picked, "why_not": pick.why_not}
    return json.dumps(found | {"operations": operations}, indent=1, allow_nan=False)


def _native() -> dict[str, str | None]:
    problem = why_not()
    if problem is not None:
        return {"problem": problem, "instructions": None, "path": None}
    found = library()
    return {"problem": None, "instructions": found.instructions, "path": str(found.path)}


def _native_line(native: dict[str, str | None]) -> str:
    if native["problem"] is not None:
        return native["problem"]
    return f"loops compiled for {native['instructions']} ({native['path']})"


def tuned_table(platform: str | None) -> Table | None:
    """Return the table that dispatch follows on a platform's device."""
    return None if platform is None else status(platform).table


def _tuning(platform: str | None) -> dict[str, Any]:
    found = Status(None) if platform is None else status(platform)
    return {
        "path": None if found.path is None else str(found.path),
        "problem": found.problem,
        "table": None if found.table is None else dataclasses.asdict(found.table),
    }


def _tuning_line(tuning: dict[str, Any]) -> str:
    path, table = tuning["path"], tuning["table"]
    if table is not None:
        return f"as {path} has it, by `{table['command']}`"
    if tuning["problem"] is not None:
        return f"{path} {tuning['problem']}; `spikefuse bench --tune` measures anew"
    if path is None:
        return f"none, since {TUNING_VARIABLE} says so, or there is no device"
    return f"none; `spikefuse bench --tune` measures what is fastest, and writes {path}"


def _meaning() -> str:
    try:
        names = requested().names
    except ValueError as error:
        return f"not usable; {error}"
    if names is None:
        return "a call that names no implementation gets the one picked below"
    return (
        f"a call that names no implementation gets {' or else '.join(names)}, and an error where "
        "none of them can run"
    )


def _devices(found: dict[str, Any]) -> str:
    if found["problem"] is not None:
        return f"none; {found['problem']}"
    listed = [
        f"{platform}: {count} x {kind}"
        for platform, kinds in found["devices"].items()
        for kind, count in kinds.items()
    ]
    return f"{', '.join(listed)}; default {found['platform']}"


def _reasons(pick: Pick) -> str:
    written = OPERATIONS[pick.operation][0]
    return "; ".join(f"{name} {why}" for name, why in pick.why_not.items() if name in written)
