"""The options of ``spikefuse check``, read from the command line's text."""

import dataclasses
from collections.abc import Collection, Iterable
from pathlib import Path

from ..commands import UsageError
from ..commands.files import writable
from ..kernels.dispatch import NAMES
from .cases import cases
from .neurons.cases import cases as neuron_cases
from .picks import OPERATIONS

__all__ = ["DTYPES", "Options", "parse", "written"]

DTYPES = ("float32", "bfloat16", "float16", "float64")


@dataclasses.dataclass(frozen=True)
class Options:
    """What is to be checked, and where the record goes.

    Attributes
    ----------
    surrogates, neurons, implementations, dtypes : tuple of str
        Names, without repetition.
    record : Path or None
        The JSON file.
    """

    surrogates: tuple[str, ...]
    neurons: tuple[str, ...]
    implementations: tuple[str, ...]
    dtypes: tuple[str, ...]
    record: Path | None


def parse(
    surrogate: str | None,
    implementation: str | None,
    dtype: str | None,
    record: str | None,
    neuron: str | None = None,
) -> Options:
    """Return the options that texts give; None stands for one that was left out.

    Where surrogates are named and neurons are not, no neurons are meant, and the other way round.

    Raises
    ------
    UsageError
        For a text that is no value of its option, or a file that cannot be written.
    """
    surrogates, neurons = (
        () if text is None and other is not None else _names(option, text, allowed)
        for option, text, other, allowed in (
            ("--surrogate", surrogate, neuron, cases()),
            ("--neuron", neuron, surrogate, neuron_cases()),
        )
    )
    return Options(
        surrogates,
        neurons,
        _names("--implementation", implementation, written(surrogates, neurons), unwritten=NAMES),
        _names("--dtype", dtype, DTYPES),
        None if record is None else writable("--json", record),
    )


def written(surrogates: Collection[str], neurons: Collection[str]) -> list[str]:
    """Return the implementations that there are for some surrogates and neurons."""
    found = [
        name
        for operation, some in (("elementwise", surrogates), ("recurrence", neurons))
        for name in OPERATIONS[operation][0]
        if some
    ]
    return list(dict.fromkeys(found))


def _names(
    option: str, text: str | None, allowed: Iterable[str], unwritten: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the names that a text lists; all of them if there is no text."""
    meanings = {_plain(name): name for name in allowed}
    if text is None:
        return tuple(meanings.values())
    found = []
    for name in (part.strip() for part in text.split(",")):
        if _plain(name) not in meanings:
            known = _plain(name) in unwritten
            problem = "which is not written for this operation" if known else "which is none"
            raise UsageError(
                f"{option} is {text!r} and names {name!r}, {problem}; the names are "
                f"{', '.join(meanings.values())}, in any case, with commas between"
            )
        found.append(meanings[_plain(name)])
    return tuple(dict.fromkeys(found))


def _plain(name: str) -> str:
    """Return what names have in common that are spelt as a class and as its function."""
    return name.lower().replace("_", "")
