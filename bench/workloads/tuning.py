"""What ``spikefuse bench --tune`` measures: neurons and thresholds where they stand in networks."""

import math
from collections.abc import Mapping

from .catalogue import by_name
from .elementwise import Elementwise
from .layer import Layer
from .recurrence import Recurrence
from .workload import BACKWARD, Workload

__all__ = ["for_blocks", "for_orders", "tuning"]

_DTYPES = ("float32", "bfloat16")

_LAYERS = (
    (100, 1, 64),
    (100, 4, 64),
    (100, 16, 64),
    (100, 32, 128),
    (100, 64, 256),
    (100, 64, 1024),
    (100, 128, 1024),
    (16, 1024, 1024),
)
"""Time steps, samples and neurons: 64 neurons, one of each sample, to a million."""

_WITHOUT_RESET = tuple(
    (length, *step) for length in (1000, 10000) for step in ((1, 32), (4, 64), (16, 128))
)
"""The same, of neurons that can run in parallel over time: few of them, and long sequences."""

_THRESHOLDS = ((1, 64, 1024), (1, 1024, 1024), (16, 1024, 1024))

_LARGEST_ON_CPU = 2**23
"""Neurons times steps: more take seconds a run."""


def for_orders(platform: str) -> dict[str, Workload]:
    """Return layers of rising size, by name, whose fastest implementation becomes the default.

    Thresholds have but one implementation on a CPU, so that there is nothing to choose.
    """
    neurons: list[Workload] = [
        Layer(*each, dtype, neuron=neuron)
        for neuron, layers in (("LIF", _LAYERS), ("LIFWithoutReset", _WITHOUT_RESET))
        for each in layers
        if platform != "cpu" or math.prod(each) <= _LARGEST_ON_CPU
        for dtype in _DTYPES
    ]
    thresholds: list[Workload] = [
        Layer(*each, dtype, neuron=None) for each in _THRESHOLDS for dtype in _DTYPES
    ]
    return by_name(neurons if platform == "cpu" else neurons + thresholds)


def for_blocks(platform: str) -> dict[str, Workload]:
    """Return kernels alone, by name, whose fastest blocks become the default; GPUs have blocks."""
    if platform not in ("cuda", "rocm"):
        return {}
    return by_name(
        [
            *(Recurrence("LIF", 100, (size,)) for size in (2**10, 2**12, 2**15, 2**17)),
            Recurrence("LIF", 16, (2**20,)),
            *(
                Elementwise("Arctan", size, direction=BACKWARD)
                for size in (2**12, 2**16, 2**20, 2**24)
            ),
        ]
    )


def tuning() -> Mapping[str, Workload]:
    """Return all of them, by name."""
    return for_blocks("cuda") | for_orders("cuda")
