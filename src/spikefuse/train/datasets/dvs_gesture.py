"""DVS128 Gesture: gestures before an event camera, as tonic stores them, in arrays of NumPy.

The recordings are described by Amir et al., https://doi.org/10.1109/CVPR.2017.781; the files, by
https://github.com/neuromorphs/tonic.
"""

from pathlib import Path

import numpy as np

from ...commands import one_line
from .checks import check_times, check_within
from .files import labelled
from .kind import Kind, Recorded, refused

__all__ = ["DVS_GESTURE"]

_CLASSES = 11

# The camera has 128 x 128 pixels; those of a square of 4 x 4 are one channel.
_PIXELS = 128
_POOLED = 4
_SIDE = _PIXELS // _POOLED

_COLUMNS = 4


def _read(part: Path) -> Recorded:
    files, labels = labelled(part, "*/*.npy", lambda file: file.stem, _CLASSES)
    return Recorded(labels, map(_events, files))


def _events(file: Path) -> tuple[np.ndarray, np.ndarray]:
    x, y, polarity, milliseconds = _array(file).T
    for name, numbers, end in (("x", x, _PIXELS), ("y", y, _PIXELS), ("polarity", polarity, 2)):
        check_within(file, numbers, end, name)
    check_times(file, milliseconds, "a time")
    row, column = (axis.astype(np.int64) // _POOLED for axis in (y, x))
    channels = (polarity.astype(np.int64) * _SIDE + row) * _SIDE + column
    # A recording is a part of a longer one: time begins with its first event.
    return (milliseconds - milliseconds.min()) / 1e3, channels


def _array(file: Path) -> np.ndarray:
    expected = "a whole file of NumPy with an array of columns x, y, polarity and milliseconds"
    try:
        array = np.load(file, allow_pickle=False)
    # What comes of a damaged file may be any error of what parses it.
    except Exception as error:
        raise refused(file, f"cannot be read ({one_line(error)})", expected) from error
    shape = getattr(array, "shape", ())
    if len(shape) != 2 or shape[1] != _COLUMNS or not len(array) or array.dtype.kind not in "fiu":
        raise refused(file, f"has {getattr(array, 'dtype', 'arrays')} of shape {shape}", expected)
    return array


DVS_GESTURE = Kind(
    name="DVSGesture",
    training="ibmGestureTrain",
    test="ibmGestureTest",
    classes=_CLASSES,
    shape=(2, _SIDE, _SIDE),
    seconds=6.0,
    time_steps=60,
    read=_read,
)
"""Gestures of hands and arms."""
