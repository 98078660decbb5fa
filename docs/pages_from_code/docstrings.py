"""The parts of a NumPy docstring."""

import dataclasses
import inspect
import re

__all__ = ["Docstring", "parsed"]

_HEADING = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Docstring:
    """A class's docstring.

    Attributes
    ----------
    text : str
        What stands before the first section: a summary, formulas, and what there is to say.
    parameters : tuple of pairs of str
        Of each line of the section: names with their types, and what they are.
    references : tuple of str
        Its sources.
    """

    text: str
    parameters: tuple[tuple[str, str], ...]
    references: tuple[str, ...]


def parsed(documented: type) -> Docstring:
    """Return the parts of a class's docstring.

    Parameters
    ----------
    documented : class
        One with a docstring of its own.
    """
    text, *rest = _HEADING.split(inspect.cleandoc(documented.__doc__ or ""))
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    return Docstring(
        text.strip(),
        tuple(_entries(sections.get("Parameters", ""))),
        tuple(
            " ".join(each.split())
            for each in re.split(r"\n\s*\n", sections.get("References", ""))
            if each.strip()
        ),
    )


def _entries(section: str) -> list[tuple[str, str]]:
    entries = re.findall(r"^(\S.*)\n((?:(?: +.*)?\n)*)", section.strip("\n") + "\n", re.MULTILINE)
    return [(names, inspect.cleandoc(what)) for names, what in entries]
