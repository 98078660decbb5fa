"""What a formula is, by name: how a kernel that was compiled ahead is found for it."""

import dataclasses
from collections.abc import Iterator
from typing import Any

__all__ = ["Description", "Operand"]


@dataclasses.dataclass(frozen=True)
class Operand:
    """A field that is an array, by its place among the parameters of a formula."""

    index: int


@dataclasses.dataclass(frozen=True)
class Description:
    """A value by its class and its fields.

    Attributes
    ----------
    kind : str
        The module and the qualified name of its class: its own, and not one that it extends.
    options : tuple of pairs
        Its fields that are part of its structure, by name.
    fields : tuple of pairs
        The others, by name: a number, an `Operand`, or the `Description` of a value.
    """

    kind: str
    options: tuple[tuple[str, Any], ...]
    fields: tuple[tuple[str, Any], ...]

    @property
    def parts(self) -> "Iterator[tuple[str, Description]]":
        """The fields that are values."""
        return ((name, x) for name, x in self.fields if isinstance(x, Description))
