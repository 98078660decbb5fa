"""A whole run: data, programs, epochs, files."""

import contextlib
import dataclasses
import time
from typing import TYPE_CHECKING

from rich.console import Console

from ..surrogate.catalogue import named
from . import files, neurons, record, report, result, training
from .batches import count
from .datasets.dataset import Dataset
from .reading import read
from .refusals import compiled, writing
from .result import Completed
from .settings import FILES, Settings

if TYPE_CHECKING:
    from .checkpoints import Checkpoints

__all__ = ["train"]


def train(settings: Settings) -> bool:
    """Train, print how it goes, and write what comes out.

    Of several processes, all train, and the first prints and writes.

    Parameters
    ----------
    settings : Settings
        What to do.

    Returns
    -------
    bool
        Whether Ctrl-C ended it; what was complete by then is written.

    Raises
    ------
    UsageError
        If the data cannot be read, a folder cannot be written to, an implementation cannot run
        here, there are not the devices of the mesh, or checkpoints are missing, in the way,
        damaged or of another run.
    KeyboardInterrupt
        If Ctrl-C came before an epoch was complete; nothing is written then.
    """
    if settings.is_first:
        with writing("output", settings.output):
            files.check_writable(settings.output, FILES)
    began = time.perf_counter()
    console = report.console(settings)
    neuron = neurons.made(settings.neuron, named(settings.surrogate)())
    dataset = read(settings, console)
    with _checkpoints(settings, dataset) as checkpoints:
        programs = compiled(settings, neuron, dataset)
        report.say(console, report.heading(neuron, settings, dataset, programs.compile_seconds))
        completed, interrupted = _completed(settings, programs, checkpoints, console)
    seconds = time.perf_counter() - began
    if settings.is_first:
        kept = record.Record(
            settings, neuron, dataset, programs, completed, seconds, interrupted=interrupted
        )
        with writing("output", settings.output):
            interrupted = _save(kept)
    report.say(console, report.summary(completed, settings, interrupted))
    return interrupted


def _checkpoints(
    settings: Settings, dataset: Dataset
) -> contextlib.AbstractContextManager["Checkpoints | None"]:
    if settings.checkpoint is None:
        return contextlib.nullcontext()
    # Only who asks for them needs the package that writes them.
    from . import checkpoints

    return checkpoints.opened(settings, dataset)


def _completed(
    settings: Settings,
    programs: training.Programs,
    checkpoints: "Checkpoints | None",
    console: Console,
) -> tuple[Completed, bool]:
    """Train all epochs, or those before Ctrl-C, and return whether that came."""
    completed, start = None, programs.start
    if checkpoints is not None and settings.resume:
        completed, start, damaged = checkpoints.load(programs)
        report.say(console, report.resumed(completed, damaged))
    done = 0 if completed is None else len(completed.epochs)
    steps = (settings.epochs - done) * count(settings, programs.dataset)
    try:
        with report.progress_bar(console, steps) as advance:
            for epoch, trained in training.run_epochs(programs, settings, advance, done, start):
                completed = result.after(completed, epoch, programs.whole(trained)[0])
                if checkpoints is not None:
                    checkpoints.save(programs, completed, trained)
                report.say(console, report.epoch_line(epoch, settings))
    except KeyboardInterrupt:
        if completed is None:
            raise
        return completed, True
    assert completed is not None
    return completed, False


def _save(kept: record.Record) -> bool:
    """Write the files; a first Ctrl-C makes it start again, a second one ends it."""
    try:
        record.save(kept)
    except KeyboardInterrupt:
        if kept.interrupted:
            raise
        return _save(dataclasses.replace(kept, interrupted=True))
    return kept.interrupted
