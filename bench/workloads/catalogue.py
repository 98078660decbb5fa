"""All workloads by name, and those of a quick run."""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from ...surrogate.catalogue import classes
from .convolutional import Convolutional
from .elementwise import Elementwise
from .event_recurrent import EventRecurrent
from .layer import Layer
from .multilayer import Multilayer
from .neurons import NEURONS
from .recurrence import Recurrence
from .workload import BACKWARD, BOTH, FORWARD, Workload

__all__ = ["by_name", "every", "matching", "quick"]

_DTYPES = ("float32", "bfloat16")

_SIZES = tuple(10**power for power in range(3, 10))

_WIDE = (128, 1024)


def every() -> dict[str, Workload]:
    """Return all workloads, by name."""
    return by_name([*_elementwise(), *_recurrences(), *_layers(), *_training()])


def quick() -> dict[str, Workload]:
    """Return small workloads, one or two of each kind, by name.

    The convolutional network is not among them: it is what compilers take longest for.
    """
    return by_name(
        [
            Elementwise("Sigmoid", 10**6, direction=FORWARD),
            Elementwise("Sigmoid", 10**6, direction=BACKWARD),
            Recurrence("LIF", 100, (4096,), direction=FORWARD),
            Recurrence("LIF", 100, (4096,)),
            Layer(25, 16, 256),
            Multilayer(10, 32, (784, 256, 256, 10)),
            EventRecurrent(length=50, batch=8, hidden=64),
        ]
    )


def matching(patterns: Sequence[str], workloads: Mapping[str, Workload]) -> dict[str, Workload]:
    """Return the workloads whose names hold one of the patterns, in any case.

    Parameters
    ----------
    patterns : sequence of str
        As shells have them, with ``*`` and ``?``; each may match any part of a name.
    workloads : mapping of str to Workload
        What to choose from, by name.
    """
    return {
        name: workload
        for name, workload in workloads.items()
        if any(fnmatchcase(name.lower(), f"*{pattern.lower()}*") for pattern in patterns)
    }


def _elementwise() -> list[Workload]:
    by_size: list[Workload] = [
        Elementwise(surrogate, size, dtype, direction)
        for surrogate in ("Arctan", "Sigmoid")
        for size in _SIZES
        for dtype in _DTYPES
        for direction in (FORWARD, BACKWARD)
    ]
    by_surrogate: list[Workload] = [
        Elementwise(surrogate, 10**7, dtype, BACKWARD)
        for surrogate in classes()
        for dtype in _DTYPES
    ]
    at_once: list[Workload] = [
        Elementwise(surrogate, 10**7, direction=BOTH) for surrogate in ("Arctan", "Sigmoid")
    ]
    return by_size + by_surrogate + at_once


def _recurrences() -> list[Workload]:
    shapes = ((100, _WIDE), (100, (4096,)), (100, (64,)), (16, (1024, 1024)), (1000, (128, 128)))
    found: list[Workload] = []
    for length, shape in shapes:
        for dtype in _DTYPES:
            found.append(Recurrence("LIF", length, shape, dtype, direction=FORWARD))
            found += [
                Recurrence("LIF", length, shape, dtype, residuals)
                for residuals in ("float32", "bfloat16", "recompute")
            ]
    found += [
        Recurrence("LIF", 100, shape, surrogate=surrogate)
        for surrogate in ("Arctan", "Sigmoid")
        for shape in ((64,), (256,), (1024,), (4096,), _WIDE)
    ]
    found += [
        Recurrence(neuron, 100, _WIDE, direction=direction)
        for neuron, spec in NEURONS.items()
        if spec.resets
        for direction in (FORWARD, BOTH)
    ]
    # What can be computed in parallel over time, where there are few neurons and many steps.
    found += [
        Recurrence("LIFWithoutReset", length, (neurons,), direction=direction)
        for length in (1000, 10000)
        for neurons in (1, 16, 256, 4096)
        for direction in (FORWARD, BOTH)
    ]
    return found


def _layers() -> list[Workload]:
    return [
        Layer(length, batch, width, dtype)
        for length, batch, width in ((100, 16, 256), (100, 64, 512), (100, 128, 1024))
        for dtype in _DTYPES
    ]


def _training() -> list[Workload]:
    return [Multilayer(25, 128), Convolutional(4, 32), EventRecurrent()]


def by_name(workloads: Sequence[Workload]) -> dict[str, Workload]:
    """Return workloads by name; one that two lists have comes once."""
    return {workload.name: workload for workload in workloads}
