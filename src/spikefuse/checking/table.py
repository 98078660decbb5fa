"""Tables and progress on a terminal: with rich where it is installed, else in plain columns."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence

__all__ = ["print_table", "progress"]

# Wider than any table: what is not read on a terminal is not folded.
_UNFOLDED = 1000


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], styles: dict[str, str] | None = None
) -> None:
    """Print rows of cells under headings.

    Parameters
    ----------
    headings : sequence of str
        One a column.
    rows : sequence of sequences of str
        The cells.
    styles : dict of str to str, optional
        How rich is to show the cells with these texts.
    """
    try:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        print("\n".join(_plain(headings, rows)))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell, style=(styles or {}).get(cell, "")) for cell in row))
    Console(width=None if sys.stdout.isatty() else _UNFOLDED).print(table)


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """Show on standard error, if that is a terminal, how far a block is.

    Parameters
    ----------
    total : int
        How many steps there are.

    Yields
    ------
    callable
        To be called after each step, with what it was.
    """
    bar = _bar() if sys.stderr.isatty() else None
    if bar is None:
        yield lambda _: None
        return
    with bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, advance=1, description=done)


def _bar():
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    except ImportError:
        return None
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _plain(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    lines = [headings, ["-" * width for width in widths], *rows]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
