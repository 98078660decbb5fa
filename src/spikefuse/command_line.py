"""The command ``spikefuse``."""

import argparse
import importlib
from collections.abc import Sequence

from . import __version__
from .commands import ENDINGS, told

__all__ = ["main"]

COMMANDS = ("bench", "check", "info", "train")
"""Names of the modules in `commands`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``spikefuse`` and return its exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows ``spikefuse`` on the command line.

    Returns
    -------
    int
        0 if all went well, 1 if a check failed, 2 for a value that cannot be used, 130 after
        Ctrl-C, 141 if nobody reads the output any more.
    """
    modules = {name: importlib.import_module(f".commands.{name}", __package__) for name in COMMANDS}
    parser = argparse.ArgumentParser(
        prog="spikefuse", description="Spiking neural networks in JAX, through fused kernels."
    )
    parser.add_argument("--version", action="version", version=f"spikefuse {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module in modules.items():
        subparser = subparsers.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        module.add_arguments(subparser)
    parsed = parser.parse_args(arguments)
    try:
        return modules[parsed.command].run(parsed)
    except ENDINGS as ending:
        return told(parsed.command, ending)
