"""What a run leaves behind: its numbers, its best parameters, and a picture of both."""

import dataclasses
import io
import json
import math
import platform
from importlib.metadata import version
from typing import Any

import jax
import numpy as np

from ..surrogate import Surrogate
from . import files, picture
from .data import Digits
from .network import DECAY, NEURONS, THRESHOLD, Network
from .result import Completed, Epoch
from .settings import FILES, TEST_IMAGES, TRAINING_IMAGES, Settings
from .training import LEARNING_RATE, Programs

__all__ = ["Record", "save"]


@dataclasses.dataclass(frozen=True)
class Record:
    """A run, as far as it got.

    Attributes
    ----------
    settings : Settings
        What it was asked to do.
    surrogate : Surrogate
        What it trained with.
    digits : Digits
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
    surrogate: Surrogate
    digits: Digits
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
    text = json.dumps(_numbers(record), indent=2, allow_nan=False) + "\n"
    files.write_whole(numbers, text.encode())
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
    device = jax.devices()[0]
    completed = record.completed
    return {
        "settings": dataclasses.asdict(record.settings)
        | {"surrogate": repr(record.surrogate), "output": str(record.settings.output)},
        "network": {
            "neurons": [NEURONS, NEURONS],
            "decay": DECAY,
            "threshold": THRESHOLD,
            "learning_rate": LEARNING_RATE,
        },
        "data": {"training_images": TRAINING_IMAGES, "test_images": TEST_IMAGES},
        "versions": {name: version(name) for name in ("spikefuse", "jax", "numpy", "optax")}
        | {"python": platform.python_version()},
        "platform": device.platform,
        "device": device.device_kind,
        "interrupted": record.interrupted,
        "epochs": [_epoch(epoch) for epoch in completed.epochs],
        "best": _epoch(completed.best),
        "samples_per_second": completed.samples_per_second,
        "compile_seconds": record.programs.compile_seconds,
        "total_seconds": record.total_seconds,
    }


def _epoch(epoch: Epoch) -> dict[str, Any]:
    # JSON has no way to write that a loss is not finite.
    loss = epoch.loss if math.isfinite(epoch.loss) else None
    return {
        "epoch": epoch.number,
        "loss": loss,
        "test_accuracy": epoch.accuracy,
        "samples_per_second": epoch.samples_per_second,
    }


def _drawing(record: Record) -> bytes:
    image = record.digits.test_images[:1]
    shown = record.programs.activity(record.completed.network, image)
    first, second, readout = (np.asarray(layer)[:, 0] for layer in shown)
    sample = picture.Sample(
        image=image[0],
        label=int(record.digits.test_labels[0]),
        first=first,
        second=second,
        readout=readout,
    )
    return picture.draw(record.completed, sample, repr(record.surrogate))
