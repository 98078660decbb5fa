"""A whole run: data, programs, epochs, files."""

import dataclasses
import time

from ..surrogate.catalogue import named
from . import data, files, neurons, record, report, result, training
from .refusals import compiled, writing
from .settings import FILES, Settings

__all__ = ["train"]


def train(settings: Settings) -> bool:
    """Train, print how it goes, and write what comes out.

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
        If the folder cannot be written to, or an implementation cannot run here.
    KeyboardInterrupt
        If Ctrl-C came before an epoch was complete; nothing is written then.
    """
    with writing(settings):
        files.check_writable(settings.output, FILES)
    began = time.perf_counter()
    console = report.console()
    neuron = neurons.made(settings.neuron, named(settings.surrogate)())
    digits = data.load(settings.seed)
    programs = compiled(settings, neuron, digits)
    report.say(console, report.heading(neuron, programs.compile_seconds))
    completed, interrupted = None, False
    try:
        with report.progress_bar(console, settings.epochs * settings.batches) as advance:
            for epoch, network in training.run_epochs(programs, settings, advance):
                completed = result.after(completed, epoch, network)
                report.say(console, report.epoch_line(epoch, settings))
    except KeyboardInterrupt:
        if completed is None:
            raise
        interrupted = True
    assert completed is not None
    seconds = time.perf_counter() - began
    kept = record.Record(
        settings, neuron, digits, programs, completed, seconds, interrupted=interrupted
    )
    with writing(settings):
        interrupted = _save(kept)
    report.say(console, report.summary(completed, settings, interrupted))
    return interrupted


def _save(kept: record.Record) -> bool:
    """Write the files; a first Ctrl-C makes it start again, a second one ends it."""
    try:
        record.save(kept)
    except KeyboardInterrupt:
        if kept.interrupted:
            raise
        return _save(dataclasses.replace(kept, interrupted=True))
    return kept.interrupted
