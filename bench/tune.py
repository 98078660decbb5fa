"""The work of ``spikefuse bench --tune``: measure what can be chosen, and write the choices."""

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..checking.table import print_table
from ..checking.tuning import HEADINGS, cells
from ..commands import UsageError
from ..kernels import tuned
from . import terminal
from .collecting import collected
from .command import report
from .options import Options
from .record import written
from .tuning import ORDERED, block_choices, orders
from .worker import MeasuringError, measured
from .workloads import for_blocks, for_orders

__all__ = ["tune"]


def tune(options: Options, command: str) -> int:
    """Measure layers, and on a GPU blocks before, and write the table that dispatch follows.

    Parameters
    ----------
    options : Options
        Of which the workloads are not used.
    command : str
        What was typed, for the record and the table.

    Returns
    -------
    int
        0; 1 if the process that measures broke down, and then no table is written.

    Raises
    ------
    UsageError
        If the environment says that no table counts, or its folder cannot be written.
    """
    where = terminal.console()

    def show(_: Mapping[str, Any], workload: Mapping[str, Any]) -> None:
        terminal.show(where, workload, None)

    try:
        # Asked of the measuring process: this one would keep a GPU's memory from it.
        device = tuned.Device(**next(measured([], options.budget))["device"])
        path = _writable(device)
        table = tuned.Table(device.name, tuned.versions(), command)
        workloads: list[Any] = []
        if alone := for_blocks(device.platform):
            record = collected(where, list(alone), options.budget, command, show, ["blocks"])
            workloads += record["workloads"]
            table = dataclasses.replace(table, blocks=block_choices(workloads))
            # The layers that come next are to run with them.
            _replace(path, tuned.written(table))
        layers = list(for_orders(device.platform))
        record = collected(where, layers, options.budget, command, show, [ORDERED])
    except MeasuringError as error:
        where.print(f"{error}; no table is written", markup=False)
        return 1
    found = orders(record["workloads"], device.platform)
    table = dataclasses.replace(table, orders=found)
    _replace(path, tuned.written(table))
    print_table(HEADINGS, cells(table))
    where.print(f"written to {path}", markup=False, soft_wrap=True)
    if options.output is not None:
        record = {**record, "workloads": [*workloads, *record["workloads"]]}
        options.output.write_text(written(record))
        report(record, options.output)
    return 0


def _writable(device: tuned.Device) -> Path:
    path = tuned.path(device)
    if path is None:
        raise UsageError(
            f"{tuned.ENVIRONMENT_VARIABLE} is {tuned.NONE!r}, so that no table counts; unset it, "
            "or set it to a folder"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.touch()
        part.unlink()
    except OSError as error:
        raise UsageError(
            f"the table goes to {str(path)!r}, which cannot be written: {error.strerror}; set "
            f"{tuned.ENVIRONMENT_VARIABLE} to another folder"
        ) from None
    return path


def _replace(path: Path, text: str) -> None:
    """Write a file in one step, so that nobody reads a part of it."""
    part = path.with_suffix(".part")
    part.write_text(text)
    os.replace(part, path)
