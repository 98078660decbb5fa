"""Parts of data sets that are folders of folders, with a file for each recording."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from .checks import checked_labels
from .kind import refused

__all__ = ["labelled"]


def labelled(
    part: Path, pattern: str, label: Callable[[Path], str], classes: int
) -> tuple[list[Path], np.ndarray]:
    """Return the files of a part in order, and their labels.

    Parameters
    ----------
    part : Path
        A folder.
    pattern : str
        Of the files in it.
    label : callable
        From a file to the part of its path that says which class it is of.
    classes : int
        How many there are.

    Raises
    ------
    UsageError
        If it is no folder, or has no such file or one of no class.
    """
    expected = f"a folder with files {pattern}"
    if not part.is_dir():
        raise refused(part, "is a file", expected)
    # What begins with a dot is of the system, and not of the data set.
    files = sorted(file for file in part.glob(pattern) if not file.name.startswith("."))
    if not files:
        raise refused(part, "is empty: there is no recording in it", expected)
    for file in files:
        if not label(file).isdecimal():
            raise refused(
                file, f"has {label(file)!r} for a label", f"one from 0 to {classes - 1} there"
            )
    return files, checked_labels(part, np.array([int(label(file)) for file in files]), classes)
