"""What can be trained on: scikit-learn's handwritten digits, or event data in files.

A data set is a `dataset.Dataset`. One more of events is a file here, and a line in `catalogue`.
"""

from collections.abc import Callable

from ...commands import UsageError
from ..settings import Settings
from .dataset import Dataset

__all__ = ["load"]


def load(settings: Settings, advance: Callable[[], None]) -> Dataset:
    """Return the data set of a run.

    Parameters
    ----------
    settings : Settings
        They say where it is, and for how many time steps it is to be made.
    advance : callable
        Called after each recording that is read.

    Raises
    ------
    UsageError
        If its files are missing or damaged, or a batch is to have more samples than there are.
    """
    if settings.data is None:
        from . import digits

        dataset = digits.load(settings.seed)
    else:
        from . import events

        dataset = events.load(settings.data, settings.time_steps, advance)
    samples = len(dataset.training.labels)
    if settings.batch_size > samples:
        raise UsageError(
            f"--batch-size is '{settings.batch_size}'; it must be a whole number from 1 to "
            f"{samples}, as many {dataset.noun} as there are to train on"
        )
    return dataset
