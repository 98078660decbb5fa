"""The page of the command line: what ``--help`` prints."""

import argparse
import functools
from pathlib import Path

from spikefuse.command_line import parser

from .entries import titled

__all__ = ["page"]


def page(folder: Path) -> str:
    """Return the page's text.

    Parameters
    ----------
    folder : Path
        Where the page will be; it has no pictures.
    """
    del folder
    whole = parser()
    (subparsers,) = (x for x in whole._actions if isinstance(x, argparse._SubParsersAction))
    parts = [titled("Command line", "=")]
    for name, each in {"": whole, **subparsers.choices}.items():
        each.formatter_class = functools.partial(argparse.HelpFormatter, width=90)
        printed = each.format_help().replace("\n", "\n   ").rstrip()
        parts += [
            titled(f"spikefuse {name}".rstrip(), "-"),
            f".. code-block:: text\n\n   {printed}\n",
        ]
    return "\n".join(parts)
