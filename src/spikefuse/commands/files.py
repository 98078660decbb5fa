"""Files that an option names."""

from pathlib import Path

from . import UsageError

__all__ = ["writable"]


def writable(option: str, text: str) -> Path:
    """Return the path of a file that can be written; one that was not there is not there after.

    Parameters
    ----------
    option : str
        Whose value the text is, for the error.
    text : str

    Raises
    ------
    UsageError
        If it cannot be written.
    """
    path = Path(text)
    try:
        there = path.exists() or path.is_symlink()
        with path.open("a", encoding="utf-8"):
            pass
        if not there:
            path.unlink()
    except OSError as error:
        raise UsageError(
            f"{option} is {text!r}, which cannot be written: {error.strerror}; it must be the path "
            "of a file in a folder that exists"
        ) from None
    return path
