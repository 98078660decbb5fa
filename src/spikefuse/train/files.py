"""Writing files whole or not at all."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["check_writable", "write_whole"]


def check_writable(folder: Path, names: Iterable[str]) -> None:
    """Raise an error if files could not be written to a folder; leave nothing behind.

    Parameters
    ----------
    folder : Path
        It and its parents need not exist.
    names : iterable of str
        Of the files that are to be written, or replaced.

    Raises
    ------
    OSError
        If the folder cannot be made or written to, or a folder has the name of a file.
    """
    missing: list[Path] = []
    try:
        missing += [place for place in (folder, *folder.parents) if not place.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        for name in names:
            if (folder / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, f"{name} in it is a folder", str(folder))
    finally:
        for place in missing:
            with contextlib.suppress(OSError):
                place.rmdir()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that its name always stands for a whole one, the former or the new.

    Parameters
    ----------
    path : Path
        Its folder is made if it is missing.
    content : bytes
        What it is to hold.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
