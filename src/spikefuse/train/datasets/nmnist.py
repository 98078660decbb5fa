"""N-MNIST: handwritten digits before an event camera that moves, read by tonic.

The files are described by Orchard et al., https://doi.org/10.3389/fnins.2015.00437.
"""

# tonic needs not be installed where types are checked.
# pyright: reportMissingImports=false

from pathlib import Path

import numpy as np

from .checks import check_within
from .files import labelled
from .kind import Kind, Recorded, refused

__all__ = ["NMNIST"]

_SIDE = 34
_CLASSES = 10

# Of an event: its column, its row, and 24 bits of polarity and time.
_BYTES = 5


def _read(part: Path) -> Recorded:
    files, labels = labelled(part, "*/*.bin", lambda file: file.parent.name, _CLASSES)
    return Recorded(labels, map(_events, files))


def _events(file: Path) -> tuple[np.ndarray, np.ndarray]:
    from tonic.datasets import NMNIST
    from tonic.io import read_mnist_file

    size = file.stat().st_size
    if not size or size % _BYTES:
        raise refused(
            file, f"has {size} bytes", f"{_BYTES} for each event, of which there are some"
        )
    events = read_mnist_file(str(file), NMNIST.dtype)
    for axis in "xy":
        check_within(file, events[axis], _SIDE, axis)
    # Microseconds.
    return events["t"] / 1e6, (events["p"] * _SIDE + events["y"]) * _SIDE + events["x"]


NMNIST = Kind(
    name="NMNIST",
    training="Train",
    test="Test",
    classes=_CLASSES,
    shape=(2, _SIDE, _SIDE),
    # Three movements of the camera.
    seconds=0.315,
    time_steps=45,
    read=_read,
    packages={"tonic": "tonic"},
    extra="tonic",
)
"""Digits from 0 to 9."""
