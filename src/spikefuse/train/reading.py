"""The data of a run, read by each of its processes."""

from rich.console import Console

from . import agreement, datasets, report
from .datasets.dataset import Dataset
from .settings import Settings

__all__ = ["read"]


def read(settings: Settings, console: Console) -> Dataset:
    """Return the data set of a run, and say which files are read, if any, and what came of it.

    Parameters
    ----------
    settings : Settings
        They say where it is.
    console : Console
        Where to say it.

    Raises
    ------
    UsageError
        If it cannot be read, or another process has another one.
    """
    if settings.data is not None:
        report.say(console, report.reading(settings))
    with report.progress_bar(console, None, "recordings") as advance:
        dataset = datasets.load(settings, advance)
    if dataset.note:
        report.say(console, dataset.note)
    if settings.coordinator is not None:
        agreement.check_data(dataset)
    return dataset
