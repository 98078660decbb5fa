"""The subcommands of ``spikefuse``, one file each.

A subcommand's module has ``SUMMARY`` (a line for ``--help``), ``add_arguments(parser)`` and
``run(arguments)``, which returns the exit status and raises `UsageError` for a bad value.
"""

import os
import sys

__all__ = ["ENDINGS", "UsageError", "one_line", "told"]


class UsageError(Exception):
    """A value on the command line that cannot be used; its message says what is allowed."""


ENDINGS = (UsageError, KeyboardInterrupt, BrokenPipeError)
"""What ends a command without being an error of its own."""


def one_line(message: object) -> str:
    """Return a message, which may be an error, without its line breaks."""
    return " ".join(str(message).split())


def told(command: str, ending: BaseException) -> int:
    """Say in a line what ended a command, one of `ENDINGS`, and return the exit status."""
    if isinstance(ending, BrokenPipeError):
        # Whatever read the output has seen enough, as `head` does; nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    message, status = (str(ending), 2) if isinstance(ending, UsageError) else ("interrupted", 130)
    print(f"spikefuse {command}: {message}", file=sys.stderr)
    return status
