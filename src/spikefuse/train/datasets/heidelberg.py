"""The Spiking Heidelberg Digits and the Spiking Speech Commands: spikes of a cochlea's model.

The files are described by Cramer et al., https://doi.org/10.1109/TNNLS.2020.3044364, and on
https://zenkelab.org/resources/spiking-heidelberg-datasets-shd.
"""

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ...commands import UsageError, one_line
from .checks import check_times, check_within, checked_labels
from .kind import Kind, Recorded, refused

__all__ = ["SHD", "SSC"]

_CHANNELS = 700

# Recordings that are in memory at a time, before they are packed.
_TOGETHER = 64


def _read(file: Path, *, classes: int) -> Recorded:
    with _opened(file) as content:
        times, units = (_variable_lengths(content, file, name) for name in ("times", "units"))
        labels = checked_labels(file, _array(content, file, "labels")[:], classes)
        for name, dataset in (("spikes/times", times), ("spikes/units", units)):
            if len(dataset) != len(labels):
                raise refused(
                    file,
                    f"has {len(dataset)} rows in {name} and {len(labels)} in labels",
                    "as many of each",
                )
    return Recorded(labels, _events(file, len(labels)))


def _events(file: Path, recordings: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    with _opened(file) as content:
        for start in range(0, recordings, _TOGETHER):
            rows = slice(start, start + _TOGETHER)
            pairs = zip(content["spikes/times"][rows], content["spikes/units"][rows], strict=True)
            for number, (times, units) in enumerate(pairs, start):
                where = f"recording {number}"
                if len(times) != len(units):
                    raise refused(
                        file,
                        f"has {len(times)} times and {len(units)} units in {where}",
                        "as many of each",
                    )
                check_times(file, times, f"a time of {where}")
                check_within(file, units, _CHANNELS, f"a unit of {where}")
                yield times, units


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[Any]:
    """Open a file for a block, and refuse it if the block cannot read it."""
    import h5py

    try:
        with h5py.File(file) as content:
            yield content
    except UsageError:
        raise
    # What comes of a damaged file may be any error of any of the layers that read it.
    except Exception as error:
        why = one_line(error)
        raise refused(file, f"cannot be read ({why})", "a whole HDF5 file") from error


def _array(content: Any, file: Path, name: str) -> Any:
    """Return the HDF5 data set of a name."""
    import h5py

    dataset = content.get(name)
    if not isinstance(dataset, h5py.Dataset) or dataset.ndim != 1:
        there: list[str] = []
        content.visit(there.append)
        holds = f"what there is: {', '.join(there)}" if there else "it holds nothing"
        raise refused(
            file,
            f"has no one-dimensional data set {name} ({holds})",
            "spikes/times, spikes/units and labels",
        )
    return dataset


def _variable_lengths(content: Any, file: Path, name: str) -> Any:
    import h5py

    dataset = _array(content, file, f"spikes/{name}")
    numbers = h5py.check_vlen_dtype(dataset.dtype)
    kinds = {"times": "fiu", "units": "iu"}[name]
    if numbers is None or np.dtype(numbers).kind not in kinds:
        raise refused(
            file,
            f"has {dataset.dtype} in spikes/{name}",
            "arrays of variable length, of numbers in seconds for times, and of whole ones for "
            "units",
        )
    return dataset


def _kind(name: str, classes: int, unused: str = "") -> Kind:
    return Kind(
        name=name,
        training=f"{name.lower()}_train.h5",
        test=f"{name.lower()}_test.h5",
        classes=classes,
        shape=(_CHANNELS,),
        seconds=1.4,
        time_steps=100,
        read=functools.partial(_read, classes=classes),
        packages={"h5py": "h5py"},
        extra="events",
        unused=unused,
    )


SHD = _kind("SHD", 20)
"""Spoken digits, English and German."""

SSC = _kind("SSC", 35, unused="ssc_valid.h5")
"""Spoken commands."""
