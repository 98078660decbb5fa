"""What `bench.on_device` times, by group: first what most depends on, in case time runs out."""

from collections.abc import Mapping, Sequence

from .convolutional import Convolutional
from .elementwise import Elementwise
from .event_recurrent import EventRecurrent
from .layer import Layer
from .multilayer import Multilayer
from .recurrence import Recurrence
from .workload import BACKWARD, FORWARD, Workload

__all__ = ["full", "grouped", "tiny"]

Groups = Mapping[str, Sequence[Workload]]

_DTYPES = ("float32", "bfloat16")

_RESIDUALS = ("float32", "bfloat16", "recompute")

_STEPS = ((128, 1024), (4096,), (1024, 1024))


def full() -> Groups:
    """Return what is timed on an accelerator."""
    loops = [
        *(Recurrence("LIF", 100, shape) for shape in _STEPS),
        *(Recurrence("LIF", 100, shape, direction=FORWARD) for shape in _STEPS),
        *(Recurrence("LIF", 100, shape, residuals=kept) for shape in _STEPS for kept in _RESIDUALS),
        *(Recurrence("LIF", 100, shape, "bfloat16", "bfloat16") for shape in _STEPS),
    ]
    surrogates = [
        *_gradients(1 << 24, ("Arctan", "Sigmoid"), _DTYPES),
        *_gradients(10**8, ("Arctan",), _DTYPES),
        *_gradients(10**6, ("Arctan",), _DTYPES),
        *_gradients(1 << 24, ("QPseudoSpike", "ReluGrad"), ("float32",)),
        # What draws and compares as many on the host takes longest of all.
        *_gradients(10**9, ("Arctan",), ("float32",)),
    ]
    networks = [
        Multilayer(25, 128),
        EventRecurrent(),
        Convolutional(4, 32),
        *(Layer(100, 128, 1024, dtype) for dtype in _DTYPES),
        Layer(100, 16, 256),
    ]
    return {
        # One that is in two lists is timed once, where it comes first.
        "recurrence": list(dict.fromkeys(loops)),
        "networks": networks,
        "elementwise": surrogates,
    }


def _gradients(size: int, surrogates: Sequence[str], dtypes: Sequence[str]) -> list[Elementwise]:
    return [
        Elementwise(surrogate, size, dtype, direction)
        for surrogate in surrogates
        for dtype in dtypes
        for direction in (FORWARD, BACKWARD)
    ]


def tiny() -> Groups:
    """Return one or two of each group, so small that they say nothing but that everything works."""
    return {
        "recurrence": [Recurrence("LIF", 10, (64,))],
        "networks": [Multilayer(3, 4, (784, 32, 10))],
        "elementwise": [Elementwise("Arctan", 10**4, direction=BACKWARD)],
    }


def grouped() -> dict[str, Workload]:
    """Return the workloads of all groups, by name."""
    groups = [*full().values(), *tiny().values()]
    return {workload.name: workload for group in groups for workload in group}
