"""Which samples are in which batch, and what a batch is made of."""

from collections.abc import Iterator

import numpy as np

from .datasets.dataset import Dataset, Samples
from .settings import Settings

__all__ = ["Batch", "count", "covering", "drawn", "made"]

Batch = tuple[np.ndarray, np.ndarray]
"""The inputs of some samples, as `Samples.inputs` returns them, and their labels."""

# The label of what only fills a batch up, which no network gets right.
_NONE = -1


def made(samples: Samples, indices: np.ndarray) -> Batch:
    """Return the batch of some samples."""
    return samples.inputs(indices), samples.labels[indices]


def count(settings: Settings, dataset: Dataset) -> int:
    """Return how many batches are in an epoch; samples that do not fill one are left over."""
    return len(dataset.training.labels) // settings.batch_size


def drawn(settings: Settings, dataset: Dataset, epoch: int) -> np.ndarray:
    """Return which samples are in each of an epoch's batches, without repetition.

    Parameters
    ----------
    settings : Settings
        Their batch size and seed.
    dataset : Dataset
        What is learnt from.
    epoch : int
        Its number; each epoch has other batches.

    Returns
    -------
    np.ndarray of shape [batches, batch size] and dtype int32
        Indices of training samples.
    """
    order = np.random.default_rng([settings.seed, epoch]).permutation(len(dataset.training.labels))
    batches = count(settings, dataset)
    used = order[: batches * settings.batch_size].astype(np.int32)
    return used.reshape(batches, settings.batch_size)


def covering(samples: Samples, size: int) -> Iterator[Batch]:
    """Yield all samples in order, in batches of one size.

    What is too much in the last one has a label that is no class.
    """
    number = len(samples.labels)
    for start in range(0, number, size):
        indices = np.arange(start, start + size)
        inputs, labels = made(samples, np.minimum(indices, number - 1))
        yield inputs, np.where(indices < number, labels, np.int32(_NONE))
