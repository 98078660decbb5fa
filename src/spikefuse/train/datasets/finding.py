"""Which event data set is at a path."""

import contextlib
import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

from ...commands import UsageError, one_line
from .catalogue import KINDS
from .kind import Kind, refused

__all__ = ["Found", "allowed", "found", "readable"]

# Names of what is in a folder, in an error.
_LISTED = 6


@dataclasses.dataclass(frozen=True)
class Found:
    """An event data set, and where it is.

    Attributes
    ----------
    kind : Kind
        Which one.
    folder : Path
        What its two parts are in.
    """

    kind: Kind
    folder: Path

    @property
    def parts(self) -> tuple[Path, Path]:
        """What to train on, and what to test on."""
        return self.folder / self.kind.training, self.folder / self.kind.test


def allowed() -> str:
    """Return in words what a path of data may be."""
    parts = (f"{kind.training} and {kind.test} ({kind.name})" for kind in KINDS)
    return f"a folder with {', or '.join(parts)}, or one of those"


def found(path: Path) -> Found:
    """Return the data set that is in a folder, or that a file or a folder is a part of.

    Parameters
    ----------
    path : Path
        The folder of a data set, or what tonic has that in, or a part of it.

    Raises
    ------
    UsageError
        If there is no data set, or several, or one of which a part is missing, or it cannot be
        read.
    """
    with readable(path):
        return _found(path)


@contextlib.contextmanager
def readable(path: Path) -> Iterator[None]:
    """Refuse a path of data if a block of code cannot read what is there.

    Raises
    ------
    UsageError
        If the block raises an `OSError`.
    """
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"--data is {str(path)!r}, which cannot be read ({one_line(error)}); it must be "
            f"{allowed()}, which may be read"
        ) from error


def _found(path: Path) -> Found:
    if not path.exists():
        raise UsageError(f"--data is {str(path)!r}, which does not exist; it must be {allowed()}")
    there = list(_at(path))
    if not there:
        raise UsageError(
            f"--data is {str(path)!r}, {_described(path)}; it must be {allowed()}{_hint(path)}"
        )
    if len(there) > 1:
        ways = (f"--data {_naming(path, one)} for {one.kind.name}" for one in there)
        raise UsageError(
            f"--data is {str(path)!r}, where there is more than one data set: choose with "
            f"{', or '.join(ways)}"
        )
    (one,) = there
    for part in one.parts:
        if not part.exists():
            other = next(part for part in one.parts if part.exists())
            raise refused(
                part,
                f"is missing, though {other.name} is there",
                f"{one.kind.training} and {one.kind.test} in one folder, to train on and to test "
                "on",
                "put it there, unpacked",
            )
    return one


def _at(path: Path) -> Iterator[Found]:
    path = _plain(path)
    for kind in KINDS:
        if path.name in (kind.training, kind.test):
            yield Found(kind, path.parent)
        elif path.is_dir():
            for folder in (path, path / kind.name):
                one = Found(kind, folder)
                if any(part.exists() for part in one.parts):
                    yield one


def _plain(path: Path) -> Path:
    """Return a path with a name, also of ``"."``, and without ``".."``."""
    return Path(os.path.abspath(path))


def _naming(path: Path, one: Found) -> Path:
    """Return a path that stands for this data set alone."""
    part = next(part for part in one.parts if part.exists())
    return path / part.relative_to(_plain(path))


def _described(path: Path) -> str:
    if not path.is_dir():
        return "a file that is a part of no data set that is known"
    names = sorted(place.name for place in path.iterdir() if not place.name.startswith("."))
    if not names:
        return "an empty folder"
    more = ", …" if len(names) > _LISTED else ""
    return f"a folder with no data set in it, but {', '.join(names[:_LISTED])}{more}"


def _hint(path: Path) -> str:
    packed = {".gz", ".zip", ".tar", ".tgz"}
    places = path.iterdir() if path.is_dir() else (path,)
    return "; unpack archives first" if any(place.suffix in packed for place in places) else ""
