"""A table of choices as values, and as the text of a file."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

__all__ = [
    "FORMAT",
    "Block",
    "BlockChoice",
    "Measured",
    "Order",
    "Table",
    "TableError",
    "read",
    "written",
]

FORMAT = 1
"""Changes when an older reader would misread a file."""


class TableError(Exception):
    """A text that is no table; the message says what is wrong with it."""


@dataclasses.dataclass(frozen=True)
class Block:
    """What a program of a kernel handles on a GPU.

    Attributes
    ----------
    size : int
        A power of two: of elements or neurons.
    warps : int
        How many run it.

    Raises
    ------
    ValueError
        If one is below 1, or the size is no power of two.
    """

    size: int
    warps: int

    def __post_init__(self) -> None:
        if self.size < 1 or self.size & (self.size - 1):
            raise ValueError(f"size is {self.size}; it must be a power of two")
        if self.warps < 1:
            raise ValueError(f"warps is {self.warps}; it must be 1 or more")


@dataclasses.dataclass(frozen=True)
class Measured:
    """What a choice rests on.

    Attributes
    ----------
    workload : str
        A name as ``spikefuse bench`` has it.
    seconds : mapping of str to float
        The median time of each candidate.
    """

    workload: str
    seconds: Mapping[str, float]


@dataclasses.dataclass(frozen=True)
class Order:
    """Which implementations are tried first, the fastest before the others.

    Attributes
    ----------
    operation : str
        "elementwise" or "recurrence".
    dtype : str
        Of what goes in.
    size : int
        The elements of an array, or the neurons of a step, that were measured.
    names : tuple of str
    measured : Measured
    length : int or None
        The time steps that were measured, of neurons that can run in parallel over them; None for
        others, whose order does not depend on it.
    """

    operation: str
    dtype: str
    size: int
    names: tuple[str, ...]
    measured: Measured
    length: int | None = None


@dataclasses.dataclass(frozen=True)
class BlockChoice:
    """The block with which an implementation is fastest on a GPU.

    Attributes
    ----------
    implementation : str
        "pallas" or "triton".
    operation : str
        "elementwise" or "recurrence".
    size : int
        The elements of an array, or the neurons of a step, that were measured.
    block : Block
    measured : Measured
    """

    implementation: str
    operation: str
    size: int
    block: Block
    measured: Measured


@dataclasses.dataclass(frozen=True)
class Table:
    """All choices for a device.

    Attributes
    ----------
    device : str
        What it is called.
    versions : mapping of str to str
        With which it was measured.
    command : str
        That measured it.
    orders : tuple of Order
    blocks : tuple of BlockChoice
    """

    device: str
    versions: Mapping[str, str]
    command: str
    orders: tuple[Order, ...] = ()
    blocks: tuple[BlockChoice, ...] = ()


def written(table: Table) -> str:
    """Return the text of a table's file: JSON, with its format."""
    return json.dumps({"format": FORMAT} | dataclasses.asdict(table), indent=1) + "\n"


def read(text: str) -> Table:
    """Return the table in a text.

    Raises
    ------
    TableError
        If there is none.
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        raise TableError(f"is no JSON: {error}") from None
    if not isinstance(found, dict) or found.pop("format", None) != FORMAT:
        raise TableError(f"holds no table of `spikefuse bench --tune` in format {FORMAT}")
    try:
        orders = tuple(_order(**each) for each in found.pop("orders"))
        blocks = tuple(_block_choice(**each) for each in found.pop("blocks"))
        return Table(**found, orders=orders, blocks=blocks)
    except (KeyError, TypeError, ValueError) as error:
        raise TableError(f"has an entry that is not as it should be: {error}") from None


def _order(*, names: list[str], measured: dict[str, Any], **others: Any) -> Order:
    return Order(names=tuple(names), measured=Measured(**measured), **others)


def _block_choice(*, block: dict[str, int], measured: dict[str, Any], **others: Any) -> BlockChoice:
    return BlockChoice(block=Block(**block), measured=Measured(**measured), **others)
