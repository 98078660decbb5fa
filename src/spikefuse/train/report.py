"""What a run prints."""

import contextlib
import sys
from collections.abc import Callable, Iterator

import jax
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..surrogate import Surrogate
from .result import Completed, Epoch
from .settings import FILES, TEST_IMAGES, TRAINING_IMAGES, Settings

__all__ = ["console", "epoch_line", "heading", "progress_bar", "say", "summary"]


def console() -> Console:
    """Return the console of standard output: plain text, unless that is a terminal."""
    return Console(force_terminal=sys.stdout.isatty(), highlight=False)


def say(where: Console, text: str) -> None:
    """Print a line, above a progress bar if there is one, and whole however long it is."""
    where.print(text, markup=False, soft_wrap=True)


@contextlib.contextmanager
def progress_bar(where: Console, settings: Settings) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal while a block runs; the value is to be called after each batch."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    hidden = not where.is_terminal
    with Progress(*columns, console=where, transient=True, disable=hidden) as progress:
        task = progress.add_task("batches", total=settings.epochs * settings.batches)
        yield lambda: progress.advance(task)


def heading(surrogate: Surrogate, compile_seconds: float) -> str:
    """Return what is trained, on what."""
    return (
        f"{surrogate!r}, {TRAINING_IMAGES} images to train on and {TEST_IMAGES} to test on; "
        f"compiled for {jax.default_backend()} in {compile_seconds:.1f} s"
    )


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
