"""Event data of the size and kind of spoken digits, drawn from a generator.

Each class is a few ridges that wander over the channels, as formants do over a cochlea's. An event
in a channel and a time step comes by chance, at a rate that the ridges give.
"""

import numpy as np

__all__ = ["EVENT_RATE", "events"]

EVENT_RATE = 0.03
"""About how many events there are in a channel and a time step."""

_RIDGES = 3


def events(
    random: np.random.Generator, labels: np.ndarray, length: int, channels: int
) -> np.ndarray:
    """Return events, 0 or 1 in float32, of shape [length, samples, channels].

    Parameters
    ----------
    random : numpy.random.Generator
        Of the events, and of how much a sample differs from others of its class.
    labels : array of int of shape [samples]
        The class of each sample.
    length, channels : int
        Time steps, and channels.
    """
    time = np.linspace(0.0, 1.0, length, dtype=np.float32)[:, None, None]
    channel = np.linspace(0.0, 1.0, channels, dtype=np.float32)
    rates = np.zeros((length, len(labels), channels), np.float32)
    for ridge in range(_RIDGES):
        start, end, swing = _of_classes(labels, ridge)
        shift = random.normal(0.0, 0.02, len(labels)).astype(np.float32)
        middle = start + (end - start) * time[..., 0] + swing * np.sin(6.0 * time[..., 0]) + shift
        rates += np.exp(-(((channel - middle[..., None]) / 0.05) ** 2))
    # Loud in the middle, silent at the ends.
    rates *= np.sin(np.pi * time)
    rates *= EVENT_RATE / rates.mean()
    return (random.random(rates.shape, np.float32) < rates).astype(np.float32)


def _of_classes(labels: np.ndarray, ridge: int) -> np.ndarray:
    """Return where each sample's ridge begins and ends, and how far it swings."""
    drawn = [np.random.default_rng([int(label), ridge]).random(3, np.float32) for label in labels]
    start, end, swing = np.transpose(drawn)
    return np.stack([0.1 + 0.8 * start, 0.1 + 0.8 * end, 0.2 * swing])
