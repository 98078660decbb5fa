"""The command ``spikefuse``."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from . import __version__
from .commands import UsageError

__all__ = ["main"]

COMMANDS = ("check", "info", "train")
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
    except UsageError as error:
        print(f"spikefuse {parsed.command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"spikefuse {parsed.command}: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whatever read the output has seen enough, as `head` does; nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
