"""An entry of a gallery, in reStructuredText, which docstrings are written in."""

from collections.abc import Iterator

from .docstrings import Docstring, parsed

__all__ = ["entry", "titled"]


def titled(title: str, underline: str) -> str:
    """Return a title with its line below."""
    return f"{title}\n{underline * len(title)}\n"


def entry(documented: type, call: str, picture: str, shows: str) -> str:
    """Return what a gallery says of a class: its docstring without examples, and a picture.

    Parameters
    ----------
    documented : class
        Exported by its package.
    call : str
        The code that makes what the picture shows.
    picture : str
        The picture's file.
    shows : str
        What is to be seen on it.
    """
    parts, name = parsed(documented), documented.__name__
    package = ".".join(documented.__module__.split(".")[:2])
    lines = [
        titled(name, "-"),
        f"{parts.text}\n",
        f".. figure:: {picture}\n   :alt: {shows}\n\n   ``{call}``\n",
        *(f"``{names}``{type_}\n{_indented(what)}\n" for names, type_, what in _split(parts)),
        *(f"*Source:* {reference}\n" for reference in parts.references),
        f"In full: :py:class:`{package}.{name}`.\n",
    ]
    return "\n".join(lines)


def _split(parts: Docstring) -> Iterator[tuple[str, str, str]]:
    for heading, what in parts.parameters:
        names, colon, type_ = heading.partition(" : ")
        yield names, colon + type_, what


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
