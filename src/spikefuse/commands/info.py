"""``spikefuse info``: what this machine has, and what is picked for what."""

import argparse
import json

from . import UsageError

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "print what this machine has, what is picked for what, and why not the others"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this subcommand to its parser.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where they go.
    """
    from ..compiling.devices import DEVICES

    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--compile",
        metavar="NAME",
        help="print instead what the compiler makes of the kernels of a surrogate or a neuron, in "
        "any case: how many there are, what they move, and on a GPU registers and instructions",
    )
    instead.add_argument(
        "--source",
        metavar="NAME",
        help="print instead the Triton source of the kernels of a surrogate or a neuron, in any "
        "case, which needs neither Triton nor a GPU",
    )
    parser.add_argument(
        "--device",
        metavar="NAME",
        help="with --compile: for a device that need not be here (default: the one that JAX has; "
        f"allowed: {', '.join(DEVICES)}; needs the extra 'aot')",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print it.

    Parameters
    ----------
    arguments : argparse.Namespace
        The options' values.

    Returns
    -------
    int
        0.

    Raises
    ------
    UsageError
        For a value that cannot be used, or a compiler that is not installed.
    """
    if arguments.compile is not None:
        return _print_compiled(arguments)
    if arguments.device is not None:
        raise UsageError("--device says what --compile compiles for, and that was left out")
    if arguments.source is not None:
        return _print_source(arguments)
    from ..checking import inventory, tuning
    from ..checking.picks import picks
    from ..checking.table import print_table

    found = inventory.inventory()
    if arguments.json:
        print(inventory.record(found, picks()))
        return 0
    print("\n".join(inventory.lines(found)))
    if (table := inventory.tuned_table(found["platform"])) is not None:
        print_table(tuning.HEADINGS, tuning.cells(table))
        print("where nothing was asked for, and what is above says nothing:")
    else:
        print("where nothing was asked for:")
    print_table(inventory.HEADINGS, inventory.cells(found["platform"]))
    print("\n".join(inventory.unwritten_lines()))
    return 0


def _print_source(arguments: argparse.Namespace) -> int:
    from ..compiling import summary

    found = summary.sources(arguments.source)
    print(json.dumps(found, indent=1) if arguments.json else "\n\n".join(found).rstrip())
    return 0


def _print_compiled(arguments: argparse.Namespace) -> int:
    from ..checking.table import print_table
    from ..compiling import summary

    rows = summary.rows(arguments.compile, arguments.device)
    if arguments.json:
        print(json.dumps(rows, indent=1))
        return 0
    print(summary.title(arguments.device))
    for headings, cells in summary.tables(rows):
        print_table(headings, cells)
    return 0
