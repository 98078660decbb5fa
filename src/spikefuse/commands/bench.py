"""``spikefuse bench``: how fast it is on this machine, beside others, and beside the limit."""

import argparse
import shlex
import sys
from pathlib import Path

from . import UsageError
from .extras import require

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "time surrogates, neurons, layers and training steps, beside other ways to run them"

_EXTRAS = {"matplotlib": "matplotlib", "optax": "optax", "rich": "rich"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this subcommand to its parser.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where they go; their values stay text, for `run` to read.
    """
    parser.add_argument(
        "--list", action="store_true", help="print the names of the workloads, and measure nothing"
    )
    parser.add_argument(
        "--only",
        metavar="PATTERNS",
        help="measure the workloads whose names hold one of these, with commas between, in any "
        "case, with * and ? as in a shell (default: all, which takes long; allowed: what matches "
        "at least one name of --list)",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="measure a few small workloads instead, in less than a minute; with --tune, the same "
        "ones for a shorter time",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="where the results are written as JSON, with Markdown and a plot beside it (default: "
        "nowhere; allowed: any file that can be written and ends in .json)",
    )
    parser.add_argument(
        "--compare",
        metavar="FILE",
        help="results of another run, beside whose times these are put as ratios (default: none; "
        "allowed: a file that --output wrote)",
    )
    parser.add_argument(
        "--tune",
        action="store_true",
        help="measure which implementation is fastest in layers of rising size, and on a GPU with "
        "which blocks, and write a table that every program on this device then follows where "
        "nothing was asked for by name (where: spikefuse info)",
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        help="write Markdown and a plot beside the results of an earlier run, and measure nothing; "
        "with --compare, beside those (default: none; allowed: a file that --output wrote)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure, and show and write what was found.

    Parameters
    ----------
    arguments : argparse.Namespace
        The options' values; None for those left out.

    Returns
    -------
    int
        0; 1 if a contestant came to something wrong, or the process that measures broke down.

    Raises
    ------
    UsageError
        For a value that cannot be used, or a package that is not installed.
    """
    from ..bench.options import parse, recorded

    if arguments.report is not None:
        record = recorded("--report", arguments.report)
        other = arguments.compare and recorded("--compare", arguments.compare)
        require(_EXTRAS, "bench")
        from ..bench.command import report

        print(*report(record, Path(arguments.report), other), sep="\n")
        return 0
    if arguments.tune:
        return _tune(arguments)
    options = parse(arguments.only, arguments.quick, arguments.output, arguments.compare)
    if arguments.list:
        print("\n".join(options.workloads))
        return 0
    require(_EXTRAS, "bench")
    from ..bench.command import bench

    return bench(options, _typed())


def _tune(arguments: argparse.Namespace) -> int:
    from ..bench.options import parse_tuning

    for name in ("list", "only", "compare"):
        if getattr(arguments, name):
            raise UsageError(
                f"--tune measures workloads of its own, and --{name} was given; leave one out"
            )
    require(_EXTRAS, "bench")
    from ..bench.tune import tune

    return tune(parse_tuning(arguments.quick, arguments.output), _typed())


def _typed() -> str:
    return shlex.join(["spikefuse", *sys.argv[1:]])
