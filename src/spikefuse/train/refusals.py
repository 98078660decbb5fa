"""Settings that turn out not to be possible here, refused in a line."""

import contextlib
import os
from collections.abc import Iterator

import jax

from ..commands import UsageError, one_line
from ..kernels.dispatch import ENVIRONMENT_VARIABLE, requested
from ..neuron import Neuron
from . import training
from .datasets.dataset import Dataset
from .implementation import asked_for
from .settings import Settings

__all__ = ["compiled", "writing"]


def compiled(settings: Settings, neuron: Neuron, dataset: Dataset) -> training.Programs:
    """Return what `training.compiled` returns, with the implementation of the settings.

    Parameters
    ----------
    settings, neuron, dataset
        As `training.compiled` takes them.

    Raises
    ------
    UsageError
        If there is no device or too few, or the implementation is unknown or cannot run here.
    """
    names = settings.implementation
    try:
        jax.default_backend()
    except RuntimeError as error:
        raise UsageError(f"JAX has no device to run on: {one_line(error)}") from error
    try:
        asked = requested(names).names
    except ValueError as error:
        raise UsageError(one_line(error)) from error
    try:
        with asked_for(names):
            return training.compiled(settings, neuron, dataset)
    except NotImplementedError as error:
        source = ENVIRONMENT_VARIABLE if names is None else "--implementation"
        raise UsageError(
            f"{source} is {','.join(asked or ())!r}, which cannot run here: {one_line(error)}"
        ) from error


@contextlib.contextmanager
def writing(option: str, folder: os.PathLike[str]) -> Iterator[None]:
    """Refuse the folder of an option if a block of code cannot write to it.

    Raises
    ------
    UsageError
        If the block raises an `OSError`.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"--{option} is {str(folder)!r}, where no files can be written "
            f"({one_line(error.strerror or error)}); it must be a folder that can be made and "
            "written to"
        ) from error
