"""A whole comparison: two implementations in turn, epoch by epoch."""

import dataclasses

import jax

from ..surrogate.catalogue import named
from . import batches, files, neurons, report, training
from .comparison import REFERENCE, Comparison, as_numbers
from .implementation import picked
from .json_numbers import as_json
from .reading import read
from .refusals import compiled, writing
from .settings import COMPARISON_FILE, Settings

__all__ = ["compare"]


def compare(settings: Settings) -> bool:
    """Train twice, with `REFERENCE` and with an implementation; print and write both.

    Parameters
    ----------
    settings : Settings
        What to do; the implementation is the one to compare with `REFERENCE`.

    Returns
    -------
    bool
        Whether Ctrl-C ended it; what both had completed by then is written.

    Raises
    ------
    UsageError
        If the data cannot be read, the folder cannot be written to, or an implementation cannot
        run here.
    KeyboardInterrupt
        If Ctrl-C came before both had completed an epoch; nothing is written then.
    """
    if settings.is_first:
        with writing("output", settings.output):
            files.check_writable(settings.output, (COMPARISON_FILE,))
    console = report.console(settings)
    neuron = neurons.made(settings.neuron, named(settings.surrogate)())
    dataset = read(settings, console)
    chosen = compiled(settings, neuron, dataset)
    name = picked(settings, neuron, dataset)
    plain = dataclasses.replace(settings, implementation=(REFERENCE,))
    # If that was picked, the program would be the same once more.
    reference = chosen if name == REFERENCE else compiled(plain, neuron, dataset)
    both = (reference, chosen)
    found = Comparison(
        settings=settings,
        neuron=neuron,
        dataset=dataset,
        chosen=name,
        compile_seconds=(reference.compile_seconds, chosen.compile_seconds),
        epochs=(),
    )
    report.say(console, report.comparison_heading(found))
    try:
        with report.progress_bar(
            console, 2 * settings.epochs * batches.count(settings, dataset)
        ) as advance:
            for programs in both:
                _warm_up(programs, settings)
            # Each takes an epoch in turn, so a machine that is busy for a while slows down both.
            runs = (training.run_epochs(programs, settings, advance) for programs in both)
            for (one, _), (other, _) in zip(*runs, strict=True):
                found = dataclasses.replace(found, epochs=(*found.epochs, (one, other)))
                report.say(console, report.comparison_line(one, other, found.chosen))
    except KeyboardInterrupt:
        if not found.epochs:
            raise
        found = dataclasses.replace(found, interrupted=True)
    if settings.is_first:
        with writing("output", settings.output):
            files.write_whole(settings.output / COMPARISON_FILE, as_json(as_numbers(found)))
    report.say(console, report.comparison_summary(found))
    return found.interrupted


def _warm_up(programs: training.Programs, settings: Settings) -> None:
    """Run a step and forget it, since the first of a program takes longer."""
    first = batches.drawn(settings, programs.dataset, 1)[0]
    batch = programs.place(batches.made(programs.dataset.training, first))
    jax.block_until_ready(programs.step(*programs.start, batch))
