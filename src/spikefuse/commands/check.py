"""``spikefuse check``: every implementation against the formulas in float64."""

import argparse
from pathlib import Path

from . import UsageError

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "compare every surrogate and implementation with its formula in float64"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this subcommand to its parser.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where they go; their values stay text, for `run` to read.
    """
    from ..checking.cases import cases
    from ..checking.options import DTYPES
    from ..kernels.elementwise import KERNELS

    for option, what, allowed in (
        ("surrogate", "classes of spikefuse.surrogate, or their functions", cases()),
        ("implementation", "implementations", KERNELS),
        ("dtype", "dtypes", DTYPES),
    ):
        parser.add_argument(
            f"--{option}",
            metavar="NAMES",
            help=f"{what}, with commas between (default: all; allowed: {', '.join(allowed)}, in "
            "any case)",
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
    from ..checking.run import FAILED, check
    from ..checking.targets import targets

    chosen = options.parse(
        arguments.surrogate, arguments.implementation, arguments.dtype, arguments.json
    )
    platform = _platform()
    every = cases.cases()
    where = targets(chosen.implementations, platform)
    rows = []
    total = len(chosen.surrogates) * len(where) * len(chosen.dtypes)
    with table.progress(total) as advance:
        listed = [every[name] for name in chosen.surrogates]
        for row in check(listed, where, chosen.dtypes, platform):
            rows.append(row)
            advance(f"{row.surrogate}, {row.target}, {row.dtype}")
    marks = report.notes(rows)
    table.print_table(report.HEADINGS, [report.cells(row, marks) for row in rows], report.STYLES)
    print("\n".join(report.lines(rows, marks)))
    if chosen.record is not None:
        _write(chosen.record, record.record(rows))
    return int(any(row.status == FAILED for row in rows))


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
