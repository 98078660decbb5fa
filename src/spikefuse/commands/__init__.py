"""The subcommands of ``spikefuse``, one file each.

A subcommand's module has ``SUMMARY`` (a line for ``--help``), ``add_arguments(parser)`` and
``run(arguments)``, which returns the exit status and raises `UsageError` for a bad value.
"""

__all__ = ["UsageError"]


class UsageError(Exception):
    """A value on the command line that cannot be used; its message says what is allowed."""
