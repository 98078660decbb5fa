"""What a run leaves behind: its numbers, its best parameters, and a picture of both."""

import dataclasses
import io
from typing import Any

import jax
import numpy as np

from . import files, picture
from .datasets.dataset import Dataset
from .json_numbers import as_json, circumstances, epoch_numbers
from .network import Network
from .neurons import Spiking
from .result import Completed
from .settings import FILES, Settings
from .training import Programs

__all__ = ["Record", "save"]


@dataclasses.dataclass(frozen=True)
class Record:
    """A run, as far as it got.

    Attributes
    ----------
    settings : Settings
        What it was asked to do.
    neuron : Spiking
        What its spiking layers consisted of.
    dataset : Dataset
        What it was trained on.
    programs : Programs
        What it ran.
    completed : Completed
        Its epochs.
    total_seconds : float
        From reading the data to the end of the last epoch, with compiling.
    interrupted : bool
        Whether Ctrl-C ended it.
    """

    settings: Settings
    neuron: Spiking
    dataset: Dataset
    programs: Programs
    completed: Completed
    total_seconds: float
    interrupted: bool


def save(record: Record) -> None:
    """Write the parameters, the numbers and the picture to the run's folder.

    Parameters
    ----------
    record : Record
        The run.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    numbers, parameters, drawing = (record.settings.output / name for name in FILES)
    files.write_whole(parameters, _parameters(record.completed.network))
    files.write_whole(numbers, as_json(_numbers(record)))
    # Drawing takes a second or so; should it be cut short, then no picture of an earlier run is
    # to stand beside these numbers.
    drawing.unlink(missing_ok=True)
    files.write_whole(drawing, _drawing(record))


def _parameters(network: Network) -> bytes:
    leaves, _ = jax.tree_util.tree_flatten_with_path(network)
    arrays: dict[str, Any] = {
        jax.tree_util.keystr(path, simple=True, separator="."): np.asarray(leaf)
        for path, leaf in leaves
    }
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def _numbers(record: Record) -> dict[str, Any]:
    completed = record.completed
    return circumstances(record.settings, record.neuron, record.dataset) | {
        "interrupted": record.interrupted,
        "epochs": [epoch_numbers(epoch) for epoch in completed.epochs],
        "best": epoch_numbers(completed.best),
        "samples_per_second": completed.samples_per_second,
        "compile_seconds": record.programs.compile_seconds,
        "total_seconds": record.total_seconds,
    }


def _drawing(record: Record) -> bytes:
    test = record.dataset.test
    inputs = test.inputs(np.array([0]))
    shown = record.programs.activity(record.completed.network, inputs)
    first, second, readout = (np.asarray(layer)[:, 0] for layer in shown)
    sample = picture.Sample(
        inputs=inputs[..., 0, :],
        label=int(test.labels[0]),
        first=first,
        second=second,
        readout=readout,
    )
    return picture.draw(record.completed, sample, record.dataset, repr(record.neuron))
