"""What ``spikefuse bench`` shows while it runs: a table of each workload, and a progress bar."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from .tables import Ratios, headings, notes, rows, title

__all__ = ["console", "progress", "show"]

# Wider than any table: what is not read on a terminal is not folded.
_UNFOLDED = 1000


def console() -> Console:
    """Return the console of standard output: plain text, unless that is a terminal."""
    is_terminal = sys.stdout.isatty()
    width = None if is_terminal else _UNFOLDED
    return Console(force_terminal=is_terminal, highlight=False, width=width)


@contextlib.contextmanager
def progress(where: Console, total: int) -> Iterator[Callable[[str, int], None]]:
    """Show a bar on a terminal while a block runs.

    Parameters
    ----------
    where : Console
    total : int
        How many workloads there are.

    Yields
    ------
    callable
        To be called with what is under way, and how many workloads are done.
    """
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    hidden = not where.is_terminal
    with Progress(*columns, console=where, transient=True, disable=hidden) as bar:
        task = bar.add_task("starts", total=total)
        yield lambda name, done: bar.update(task, completed=done, description=name)


def show(where: Console, workload: Mapping[str, Any], others: Ratios | None) -> None:
    """Print what a workload came to, above the bar."""
    cells = rows(workload, others)
    where.print(title(workload), markup=False)
    if cells:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for number, heading in enumerate(headings(others is not None)):
            table.add_column(heading, justify="left" if number == 0 else "right")
        for row in cells:
            table.add_row(*row)
        where.print(table)
    for note in notes(workload):
        where.print(note, markup=False, soft_wrap=True)
