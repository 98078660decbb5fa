"""``spikefuse check``: every implementation against the formulas in float64."""

import argparse
from pathlib import Path
from typing import Any

from . import UsageError

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "compare every surrogate, neuron and implementation with its formula in float64"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this subcommand to its parser.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where they go; their values stay text, for `run` to read.
    """
    from ..checking.cases import cases
    from ..checking.neurons.cases import cases as neuron_cases
    from ..checking.options import DTYPES, written

    surrogates, neurons = cases(), neuron_cases()
    for option, what, default, allowed in (
        (
            "surrogate",
            "classes of spikefuse.surrogate, or their functions",
            "all, or none with --neuron",
            surrogates,
        ),
        ("neuron", "classes of spikefuse.neuron", "all, or none with --surrogate", neurons),
        ("implementation", "implementations", "all", written(surrogates, neurons)),
        ("dtype", "dtypes", "all", DTYPES),
    ):
        parser.add_argument(
            f"--{option}",
            metavar="NAMES",
            help=f"{what}, with commas between (default: {default}; allowed: "
            f"{', '.join(allowed)}, in any case)",
        )
    parser.add_argument(
        "--json",
        metavar="FILE",
        help="where to write all that was found (default: nowhere; allowed: any file that can be "
        "written)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check, and print what was found.

    Parameters
    ----------
    arguments : argparse.Namespace
        The options' texts; None for those left out.

    Returns
    -------
    int
        0 if everything is within its limits, else 1.

    Raises
    ------
    UsageError
        For a value that cannot be used, or a machine on which JAX has no CPU to compute the
        reference on.
    """
    from ..checking import cases, options, record, report, table
    from ..checking.neurons import cases as neuron_cases
    from ..checking.neurons import record as neuron_record
    from ..checking.neurons import report as neuron_report
    from ..checking.neurons import run as neuron_run
    from ..checking.run import FAILED, check
    from ..checking.targets import targets

    chosen = options.parse(
        arguments.surrogate,
        arguments.implementation,
        arguments.dtype,
        arguments.json,
        arguments.neuron,
    )
    platform = _platform()
    surrogates = [cases.cases()[name] for name in chosen.surrogates]
    where = targets(chosen.implementations, platform)
    loops = targets(chosen.implementations, platform, "recurrence")
    plan = neuron_run.planned(
        {name: neuron_cases.cases()[name] for name in chosen.neurons}, loops, chosen.dtypes
    )
    rows, neuron_rows = [], []
    total = len(surrogates) * len(where) * len(chosen.dtypes) + neuron_run.size(plan)
    with table.progress(total) as advance:
        for row in check(surrogates, where, chosen.dtypes, platform):
            rows.append(row)
            advance(str(row))
        for row in neuron_run.check(plan):
            neuron_rows.append(row)
            advance(str(row))
    for some, kind in ((rows, report), (neuron_rows, neuron_report)):
        if some:
            _print(some, kind)
    if chosen.record is not None:
        _write(
            chosen.record, record.record(rows, [neuron_record.row_record(x) for x in neuron_rows])
        )
    return int(any(row.status == FAILED for row in (*rows, *neuron_rows)))


def _print(rows: list[Any], report: Any) -> None:
    from ..checking import table

    marks = report.notes(rows)
    table.print_table(report.HEADINGS, [report.cells(row, marks) for row in rows], report.STYLES)
    print("\n".join(report.lines(rows, marks)))


def _platform() -> str:
    """Return this machine's platform, if there is a CPU beside it for the reference."""
    from ..checking.machine import NoDeviceError, default_platform, require

    try:
        require("cpu")
        return default_platform()
    except NoDeviceError as error:
        raise UsageError(
            "needs a device, and JAX's CPU platform for the reference; leave JAX_PLATFORMS unset, "
            f"or add cpu to it: {error}"
        ) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--json: {path} cannot be written: {error.strerror}") from None
