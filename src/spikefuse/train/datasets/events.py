"""An event data set, read from its files."""

import math
from collections.abc import Callable
from pathlib import Path

from .dataset import Dataset
from .finding import Found, found, readable
from .recordings import Recordings, packed

__all__ = ["load"]


def load(path: Path, time_steps: int, advance: Callable[[], None] = lambda: None) -> Dataset:
    """Return the data set that is at a path.

    Parameters
    ----------
    path : Path
        As `finding.found` takes it.
    time_steps : int
        How many to cut its recordings into.
    advance : callable
        Called after each recording that is read.

    Raises
    ------
    UsageError
        If there is none, or its files are damaged.
    """
    one = found(path)
    with readable(path):
        training, test = (_part(part, one, time_steps, advance) for part in one.parts)
    return Dataset(
        name=one.kind.name,
        noun="recordings",
        classes=one.kind.classes,
        shape=one.kind.shape,
        training=training,
        test=test,
        note=_note(one, training, test),
    )


def _part(part: Path, one: Found, time_steps: int, advance: Callable[[], None]) -> Recordings:
    kind = one.kind
    return packed(kind.read(part), time_steps, kind.seconds, math.prod(kind.shape), advance)


def _note(one: Found, training: Recordings, test: Recordings) -> str:
    kind = one.kind
    step = 1e3 * kind.seconds / training.time_steps
    late = (training.late + test.late) / max(training.events + test.events, 1)
    megabytes = (training.content.nbytes + test.content.nbytes) / 1e6
    parts = [
        f"{training.time_steps} time steps of {step:.3g} ms, in {megabytes:,.1f} MB",
        f"{late:.2%} of the events come after {kind.seconds:g} s and are left out",
    ]
    if kind.unused and (one.folder / kind.unused).exists():
        parts.append(f"{kind.unused} is not used")
    return "; ".join(parts)
