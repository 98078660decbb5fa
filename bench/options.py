"""The options of ``spikefuse bench``, read from the command line's text."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..commands import UsageError
from ..commands.files import writable
from .record import RecordError, read
from .turns import Budget
from .workloads import Workload, every, matching, quick

__all__ = ["QUICK", "USUAL", "Options", "parse", "parse_tuning", "recorded"]

USUAL = Budget(seconds=5.0, least=5, most=100)

QUICK = Budget(seconds=0.5, least=3, most=20)

TUNING = Budget(seconds=4.0, least=15, most=200)
"""More runs at least, since choices follow from them."""

TUNING_QUICKLY = Budget(seconds=1.0, least=5, most=50)


@dataclasses.dataclass(frozen=True)
class Options:
    """What is to be measured, and where it goes.

    Attributes
    ----------
    workloads : mapping of str to Workload
        By name.
    budget : Budget
        For each.
    output : Path or None
        The JSON file.
    other : mapping or None
        The record to compare with.
    contestants : tuple of str, optional
        Those that take part; all if it is left out.
    """

    workloads: Mapping[str, Workload]
    budget: Budget
    output: Path | None
    other: Mapping[str, Any] | None
    contestants: tuple[str, ...] | None = None


def parse(only: str | None, is_quick: bool, output: str | None, compare: str | None) -> Options:
    """Return the options that texts give; None stands for one that was left out.

    Raises
    ------
    UsageError
        For a text that is no value of its option, or a file that cannot be read or written.
    """
    known = quick() if is_quick else every()
    return Options(
        known if only is None else _chosen(only, known, is_quick),
        QUICK if is_quick else USUAL,
        None if output is None else _json(output),
        None if compare is None else recorded("--compare", compare),
    )


def parse_tuning(is_quick: bool, output: str | None) -> Options:
    """Return the options of a run that tunes, which has workloads of its own.

    Raises
    ------
    UsageError
        For a file that cannot be written.
    """
    budget = TUNING_QUICKLY if is_quick else TUNING
    return Options({}, budget, None if output is None else _json(output), None)


def recorded(option: str, text: str) -> dict[str, Any]:
    """Return the record in the file that an option names.

    Raises
    ------
    UsageError
        If there is none.
    """
    try:
        return read(Path(text))
    except RecordError as error:
        raise UsageError(
            f"{option} is {text!r}, which {error}; it must be a file that --output wrote"
        ) from None


def _chosen(text: str, known: Mapping[str, Workload], is_quick: bool) -> dict[str, Workload]:
    patterns = [part.strip() for part in text.split(",") if part.strip()]
    found = matching(patterns, known)
    if not found:
        quickly = " with --quick, which has few; leave that out, or" if is_quick else ";"
        raise UsageError(
            f"--only is {text!r}, which no workload's name holds{quickly} see the names with --list"
        )
    return found


def _json(text: str) -> Path:
    if Path(text).suffix != ".json":
        raise UsageError(
            f"--output is {text!r}; it must end in .json: Markdown and a plot are written beside it"
        )
    return writable("--output", text)
