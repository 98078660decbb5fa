"""Recordings of events, cut into time steps and packed into bits.

Memory is a bit for each channel and time step of a recording, however many events it has: at 100
steps of 700 channels, 8.75 kB. Only a batch is ever unpacked.
"""

import dataclasses
import math
from collections.abc import Callable, Iterator

import numpy as np

from .kind import Recorded

__all__ = ["Recordings", "packed"]


@dataclasses.dataclass(frozen=True)
class Recordings:
    """What channels do at each time step, as `Samples`.

    Attributes
    ----------
    content : np.ndarray of shape [recordings, bytes] and dtype uint8
        Eight bits a byte, over time steps and then channels: whether a channel has an event.
    labels : np.ndarray of shape [recordings] and dtype int32
        The classes.
    time_steps, channels : int
        How many there are.
    late : int
        Events that came after the last time step.
    events : int
        All that there were.
    """

    content: np.ndarray
    labels: np.ndarray
    time_steps: int
    channels: int
    late: int
    events: int

    def inputs(self, indices: np.ndarray) -> np.ndarray:
        """Return spikes ``[time_steps, batch, channels]``, 0 or 1, of dtype uint8."""
        cells = self.time_steps * self.channels
        spikes = np.unpackbits(self.content[indices], axis=1, count=cells)
        return spikes.reshape(-1, self.time_steps, self.channels).swapaxes(0, 1)


def packed(
    recorded: Recorded,
    time_steps: int,
    seconds: float,
    channels: int,
    advance: Callable[[], None] = lambda: None,
) -> Recordings:
    """Return recordings with several events of a channel in a time step as one spike.

    Parameters
    ----------
    recorded : Recorded
        What was recorded; its events are read here, once.
    time_steps : int
        How many equal parts time is cut into.
    seconds : float
        How long they are together; what comes later is left out.
    channels : int
        How many there are.
    advance : callable
        Called after each recording.
    """
    cells = time_steps * channels
    content = np.empty((len(recorded.labels), math.ceil(cells / 8)), np.uint8)
    late = events = 0
    for row, (steps, where) in zip(content, _in_steps(recorded, time_steps, seconds), strict=True):
        early = steps < time_steps
        spikes = np.zeros(cells, bool)
        spikes[steps[early] * channels + where[early]] = True
        row[:] = np.packbits(spikes)
        events += len(early)
        late += len(early) - int(np.count_nonzero(early))
        advance()
    return Recordings(content, recorded.labels, time_steps, channels, late, events)


def _in_steps(
    recorded: Recorded, time_steps: int, seconds: float
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the time steps of each recording's events, and their channels."""
    for times, channels in recorded.events:
        # What is far too late must not overflow either.
        parts = np.minimum(times.astype(np.float64) * (time_steps / seconds), time_steps)
        yield parts.astype(np.int64), channels.astype(np.int64)
