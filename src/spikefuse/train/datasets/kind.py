"""What is known of an event data set before its files are read."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from ...commands import UsageError

__all__ = ["WHOLE", "Kind", "Recorded", "refused"]

WHOLE = "replace it by a whole copy of the data set's own"
"""The way out where a file is damaged."""


@dataclasses.dataclass(frozen=True)
class Recorded:
    """What the files of one part hold.

    Attributes
    ----------
    labels : np.ndarray of shape [recordings] and dtype int32
        The classes.
    events : iterator of pairs of np.ndarray
        For each recording in turn, the times of its events in seconds and their channels. They
        are read as they are asked for.
    """

    labels: np.ndarray
    events: Iterator[tuple[np.ndarray, np.ndarray]]


@dataclasses.dataclass(frozen=True)
class Kind:
    """An event data set: its files, its channels, and how it is cut into time steps.

    Attributes
    ----------
    name : str
        As it is called, and as tonic calls the folder of it.
    training, test : str
        The names of its two parts, files or folders.
    classes : int
        How many there are.
    shape : tuple of int
        Of the channels: ``(channels,)`` or ``(polarities, height, width)``.
    seconds : float
        What is kept of a recording; later events are left out.
    time_steps : int
        How many that is cut into, unless asked otherwise.
    read : callable
        From the path of a part to what it holds; raises a `UsageError` where it is damaged.
    packages : mapping of str to str
        What that needs, from modules to the distributions that have them.
    extra : str
        The extra that installs those.
    unused : str
        The name of a part that is not used, if there is one.
    """

    name: str
    training: str
    test: str
    classes: int
    shape: tuple[int, ...]
    seconds: float
    time_steps: int
    read: Callable[[Path], Recorded]
    packages: Mapping[str, str] = dataclasses.field(default_factory=dict)
    extra: str = ""
    unused: str = ""


def refused(place: Path, found: str, expected: str, way_out: str = WHOLE) -> UsageError:
    """Return the error of a file or folder that cannot be used.

    Parameters
    ----------
    place : Path
        Which one.
    found : str
        What it is or has.
    expected : str
        What it should be or have.
    way_out : str
        What to do.
    """
    return UsageError(f"--data: {str(place)!r} {found}; expected is {expected}; {way_out}")
