"""``spikefuse info``: what this machine has, and what is picked for what."""

import argparse

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "print what this machine has, what is picked for what, and why not the others"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this subcommand to its parser.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where they go.
    """
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


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
    """
    from ..checking import inventory
    from ..checking.picks import picks
    from ..checking.table import print_table

    found = inventory.inventory()
    if arguments.json:
        print(inventory.record(found, picks()))
        return 0
    print("\n".join(inventory.lines(found)))
    print("where nothing was asked for:")
    print_table(inventory.HEADINGS, inventory.cells(found["platform"]))
    print("\n".join(inventory.unwritten_lines()))
    return 0
