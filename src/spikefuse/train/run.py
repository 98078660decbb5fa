"""A whole run: data, programs, epochs, files."""

import contextlib
import dataclasses
import time
from collections.abc import Iterator

import jax

from ..commands import UsageError
from ..kernels.dispatch import ENVIRONMENT_VARIABLE, requested, use_implementation
from ..surrogate import Surrogate
from ..surrogate.catalogue import named
from . import data, files, record, report, result, training
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
    with _writing(settings):
        files.check_writable(settings.output, FILES)
    began = time.perf_counter()
    console = report.console()
    surrogate = named(settings.surrogate)()
    digits = data.load(settings.seed)
    programs = _programs(settings, surrogate, digits)
    report.say(console, report.heading(surrogate, programs.compile_seconds))
    completed, interrupted = None, False
    try:
        with report.progress_bar(console, settings) as advance:
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
        settings, surrogate, digits, programs, completed, seconds, interrupted=interrupted
    )
    with _writing(settings):
        interrupted = _save(kept)
    report.say(console, report.summary(completed, settings, interrupted))
    return interrupted


def _programs(settings: Settings, surrogate: Surrogate, digits: data.Digits) -> training.Programs:
    names = settings.implementation
    try:
        jax.default_backend()
    except RuntimeError as error:
        raise UsageError(f"JAX has no device to run on: {_one_line(error)}") from error
    try:
        asked = requested(names).names
    except ValueError as error:
        raise UsageError(_one_line(error)) from error
    # Without names, what the environment asks for counts.
    block = contextlib.nullcontext() if names is None else use_implementation(names)
    try:
        with block:
            return training.compiled(settings, surrogate, digits)
    except NotImplementedError as error:
        source = ENVIRONMENT_VARIABLE if names is None else "--implementation"
        raise UsageError(
            f"{source} is {','.join(asked or ())!r}, which cannot run here: {_one_line(error)}"
        ) from error


def _save(kept: record.Record) -> bool:
    """Write the files; a first Ctrl-C makes it start again, a second one ends it."""
    try:
        record.save(kept)
    except KeyboardInterrupt:
        if kept.interrupted:
            raise
        return _save(dataclasses.replace(kept, interrupted=True))
    return kept.interrupted


@contextlib.contextmanager
def _writing(settings: Settings) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"--output is {str(settings.output)!r}, where no files can be written "
            f"({_one_line(error.strerror or error)}); it must be a folder that can be made and "
            "written to"
        ) from error


def _one_line(message: object) -> str:
    return " ".join(str(message).split())
