"""Which of the compiled steps and surrogates a formula is."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..description import Description, Operand

__all__ = ["Compiled", "Found", "find", "sides"]

# What a surrogate may be without being compiled for it: the passes are told.
_LEARNABLE, _SPIKE_AT_ZERO = "learnable", "spike_at_zero"

_PAIR = "spikefuse.surrogate.composed.Asymmetric"
"""The surrogate that is two others, each of which was compiled."""


@dataclasses.dataclass(frozen=True)
class Compiled:
    """A step or a surrogate in the library.

    Attributes
    ----------
    name : str
        What it is called there.
    kind : str
        The class, as `Description` has it.
    fixed : mapping
        The values of fields that it was compiled for.
    parameters : tuple of str
        The fields that it is given.
    """

    name: str
    kind: str
    fixed: Mapping[str, Any]
    parameters: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Found:
    """A compiled step or surrogate, with what to give it.

    Attributes
    ----------
    name : str
        What it is called in the library.
    values : tuple of float or Operand
        Its parameters.
    learns : bool
        Whether the parameters of a surrogate have a gradient.
    spike_at_zero : bool
        Whether a surrogate gives a spike at 0.
    """

    name: str
    values: tuple[float | Operand, ...]
    learns: bool
    spike_at_zero: bool


def find(description: Description, table: Sequence[Compiled]) -> Found | None:
    """Return what computes a formula, if it was compiled.

    Parameters
    ----------
    description : Description
        Of the formula.
    table : sequence of Compiled
        What there is; what was compiled for certain numbers comes before what takes any.
    """
    options, fields = dict(description.options), dict(description.fields)
    learns = bool(options.pop(_LEARNABLE, False))
    at_zero = bool(options.pop(_SPIKE_AT_ZERO, True))
    fields[_SPIKE_AT_ZERO] = at_zero
    for each in _of_kind(table, description.kind):
        given = options | {name: fields[name] for name in each.fixed if name in fields}
        values: list[Any] = [fields.get(name) for name in each.parameters]
        if given == each.fixed and all(isinstance(x, Operand | int | float) for x in values):
            plain = (x if isinstance(x, Operand) else float(x) for x in values)
            return Found(each.name, tuple(plain), learns, at_zero)
    return None


def sides(description: Description, table: Sequence[Compiled]) -> tuple[Found, ...]:
    """Return what computes a surrogate: one, or one below the threshold and one above.

    If something was not compiled, that is nothing.
    """
    if description.kind != _PAIR:
        found = find(description, table)
        return () if found is None else (found,)
    options = dict(description.options)
    parts = dict(description.parts)
    found = [find(parts[side], table) for side in ("below", "above")]
    return tuple(
        dataclasses.replace(each, learns=options[_LEARNABLE], spike_at_zero=options[_SPIKE_AT_ZERO])
        for each in found
        if each is not None and None not in found
    )


def _of_kind(table: Iterable[Compiled], kind: str) -> Iterable[Compiled]:
    return (each for each in table if each.kind == kind)
