"""What was measured, and under which circumstances, as JSON."""

import dataclasses
import json
import math
import platform
from importlib.metadata import version
from typing import Any

import jax

from .datasets.dataset import Dataset
from .network import READOUT
from .neurons import Spiking
from .result import Epoch
from .settings import NEURONS, Settings
from .training import LEARNING_RATE

__all__ = ["as_json", "circumstances", "epoch_numbers", "finite"]


def as_json(numbers: dict[str, Any]) -> bytes:
    """Return the text of a file of numbers."""
    return (json.dumps(numbers, indent=2, allow_nan=False) + "\n").encode()


def circumstances(settings: Settings, neuron: Spiking, dataset: Dataset) -> dict[str, Any]:
    """Return under which circumstances something was measured: settings, versions, device.

    Parameters
    ----------
    settings : Settings
        What was asked for.
    neuron : Spiking
        What the spiking layers consisted of.
    dataset : Dataset
        What was learnt from.
    """
    device = jax.devices()[0]
    made = {
        "neuron": repr(neuron),
        "surrogate": repr(neuron.surrogate),
        "data": None if settings.data is None else str(settings.data),
        "output": str(settings.output),
        "checkpoint": None if settings.checkpoint is None else str(settings.checkpoint),
    }
    return {
        "settings": dataclasses.asdict(settings) | made,
        "network": {
            "neurons": [NEURONS, NEURONS],
            "readout": repr(READOUT),
            "learning_rate": LEARNING_RATE,
        },
        "data": dataset.as_numbers(),
        "versions": {name: version(name) for name in ("spikefuse", "jax", "numpy", "optax")}
        | {"python": platform.python_version()},
        "platform": device.platform,
        "device": device.device_kind,
    }


def epoch_numbers(epoch: Epoch) -> dict[str, Any]:
    """Return an epoch's numbers."""
    return {
        "epoch": epoch.number,
        "loss": finite(epoch.loss),
        "test_accuracy": epoch.accuracy,
        "samples_per_second": epoch.samples_per_second,
    }


def finite(number: float) -> float | None:
    """Return a number, or None if it is not finite, for which JSON has no way to write it."""
    return number if math.isfinite(number) else None
