"""The command ``spikefuse``."""

import argparse
import importlib
from collections.abc import Sequence
from typing import Any

from . import __version__
from .commands import ENDINGS, told

__all__ = ["main", "parser"]

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
    parsed = parser().parse_args(arguments)
    try:
        return _module(parsed.command).run(parsed)
    except ENDINGS as ending:
        return told(parsed.command, ending)


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line, with all subcommands."""
    whole = argparse.ArgumentParser(
        prog="spikefuse", description="Spiking neural networks in JAX, through fused kernels."
    )
    whole.add_argument("--version", action="version", version=f"spikefuse {__version__}")
    subparsers = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = _module(name)
        subparser = subparsers.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        module.add_arguments(subparser)
    return whole


def _module(command: str) -> Any:
    return importlib.import_module(f".commands.{command}", __package__)
