"""What a run prints."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator

import jax
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..neuron import Neuron
from .comparison import REFERENCE, Comparison
from .datasets.dataset import Dataset
from .datasets.finding import found
from .result import Completed, Epoch
from .settings import COMPARISON_FILE, FILES, Settings

__all__ = [
    "comparison_heading",
    "comparison_line",
    "comparison_summary",
    "console",
    "epoch_line",
    "heading",
    "progress_bar",
    "reading",
    "resumed",
    "say",
    "summary",
]


def console(settings: Settings) -> Console:
    """Return the console of standard output: plain text, unless that is a terminal."""
    return Console(force_terminal=sys.stdout.isatty(), highlight=False, quiet=not settings.is_first)


def say(where: Console, text: str) -> None:
    """Print a line, above a progress bar if there is one, and whole however long it is."""
    where.print(text, markup=False, soft_wrap=True)


@contextlib.contextmanager
def progress_bar(
    where: Console, total: int | None, what: str = "batches"
) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal while a block runs; the value is to be called after each part.

    Parameters
    ----------
    where : Console
        The terminal, if it is one.
    total : int, or None
        How many parts there are; None is not known.
    what : str
        What they are.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    hidden = where.quiet or not where.is_terminal
    with Progress(*columns, console=where, transient=True, disable=hidden) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


def reading(settings: Settings) -> str:
    """Return what event data set is read."""
    assert settings.data is not None
    one = found(settings.data)
    training, test = one.parts
    return f"reads {one.kind.name}: {training} to train on, {test} to test on"


def heading(neuron: Neuron, settings: Settings, dataset: Dataset, compile_seconds: float) -> str:
    """Return what is trained, on what."""
    mesh = "" if settings.mesh is None else f", {settings.mesh}"
    training, test = dataset.sizes
    return (
        f"{neuron!r}, {training} {dataset.noun} to train on and {test} to test on; "
        f"compiled for {jax.default_backend()}{mesh} in {compile_seconds:.1f} s"
    )


def resumed(completed: Completed, damaged: Iterable[str]) -> str:
    """Return from where a run goes on, and what is wrong with newer checkpoints."""
    return "\n".join([*damaged, f"goes on after epoch {completed.epochs[-1].number}"])


def epoch_line(epoch: Epoch, settings: Settings) -> str:
    """Return an epoch's numbers in columns."""
    width = len(str(settings.epochs))
    return (
        f"epoch {epoch.number:{width}}/{settings.epochs}   loss {epoch.loss:8.5f}   "
        f"test accuracy {epoch.accuracy:7.2%}   {epoch.samples_per_second:9,.0f} samples/s"
    )


def summary(completed: Completed, settings: Settings, interrupted: bool) -> str:
    """Return what a run came to, in a few lines."""
    best = completed.best
    done = len(completed.epochs)
    lines = [f"interrupted after epoch {done} of {settings.epochs}"] if interrupted else []
    lines += [
        f"best test accuracy {best.accuracy:.2%}, after epoch {best.number}",
        f"{completed.samples_per_second:,.0f} samples/s in training",
        f"files: {', '.join(str(settings.output / name) for name in FILES)}",
    ]
    return "\n".join(lines)


def comparison_heading(comparison: Comparison) -> str:
    """Return what is compared, and the first line of the table."""
    chosen = comparison.chosen
    if chosen == REFERENCE:
        what = (
            f"what was chosen is {REFERENCE}: this compares {REFERENCE} with itself; name another "
            "with --implementation"
        )
    else:
        what = f"compares {chosen} with {REFERENCE}, an epoch of each in turn"
    seconds = comparison.compile_seconds[1]
    lines = [heading(comparison.neuron, comparison.settings, comparison.dataset, seconds), what]
    return "\n".join([*lines, "  ".join(_headings(chosen))])


def comparison_line(reference: Epoch, chosen: Epoch, name: str) -> str:
    """Return a line of the table: an epoch of both, and the name of the chosen one."""
    columns = (
        str(reference.number),
        f"{reference.loss:.6f}",
        f"{chosen.loss:.6f}",
        f"{chosen.loss - reference.loss:+.1e}",
        f"{reference.accuracy:.2%}",
        f"{chosen.accuracy:.2%}",
    )
    pairs = zip(columns, _headings(name), strict=True)
    return "  ".join(column.rjust(len(heading)) for column, heading in pairs)


def comparison_summary(comparison: Comparison) -> str:
    """Return what a comparison came to, in a few lines."""
    done, asked = len(comparison.epochs), comparison.settings.epochs
    reference, chosen = comparison.samples_per_second
    speeds = (
        f"{reference:,.0f} with {REFERENCE}, {chosen:,.0f} with {_other(comparison.chosen)}, "
        f"{comparison.speed_ratio:.2f} times as fast"
    )
    lines = [f"interrupted after epoch {done} of {asked}"] if comparison.interrupted else []
    lines += [
        f"largest relative difference of two losses: {comparison.largest_difference:.1e}",
        f"samples/s in training: {speeds} (medians of {done} epochs)",
        f"file: {comparison.settings.output / COMPARISON_FILE}",
    ]
    return "\n".join(lines)


def _headings(chosen: str) -> tuple[str, ...]:
    other = _other(chosen).rjust(8)
    return "epoch", f"loss: {REFERENCE}", other, "difference", f"test accuracy: {REFERENCE}", other


def _other(chosen: str) -> str:
    return f"{chosen} again" if chosen == REFERENCE else chosen
