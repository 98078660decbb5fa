"""What a table says of a case: the choice that was measured at the nearest size."""

import dataclasses
import functools
import importlib.metadata
import math
from collections.abc import Sequence
from pathlib import Path

import jax

from .place import device, path
from .table import Block, Table, TableError, read

__all__ = ["Case", "Status", "block", "order", "status", "versions"]

_NOTHING = Table(device="", versions={}, command="")


@dataclasses.dataclass(frozen=True)
class Case:
    """What is to be run.

    Attributes
    ----------
    operation : str
        "elementwise" or "recurrence".
    dtype : str
        Of what goes in.
    size : int
        The elements of an array, or the neurons of a step.
    length : int or None
        The time steps, of neurons that can run in parallel over them.
    """

    operation: str
    dtype: str
    size: int
    length: int | None = None


@dataclasses.dataclass(frozen=True)
class Status:
    """What there is for a device.

    Attributes
    ----------
    path : Path or None
        Where its table lies, or would.
    table : Table or None
        What counts.
    problem : str or None
        Why a table that is there does not count.
    """

    path: Path | None
    table: Table | None = None
    problem: str | None = None


def versions() -> dict[str, str]:
    """Return the versions that a table must have been measured with to count."""
    return {"spikefuse": importlib.metadata.version("spikefuse"), "jax": jax.__version__}


def status(platform: str) -> Status:
    """Return the table of a platform's device, or why there is none."""
    # Processes that run a program together must compile the same one, and a table is one machine's.
    found = device(platform) if jax.process_count() == 1 else None
    where = None if found is None else path(found)
    if where is None:
        return Status(None)
    try:
        changed = where.stat().st_mtime_ns
    except OSError:
        return Status(where)
    return _status(where, changed)


def order(platform: str, case: Case, otherwise: Sequence[str]) -> Sequence[str]:
    """Return which implementations to try, in order.

    Parameters
    ----------
    platform : str
        One of `dispatch.PLATFORMS`.
    case : Case
    otherwise : sequence of str
        The order where no table says anything; what a table does not name comes after.
    """
    known = [
        each
        for each in _table(platform).orders
        if (each.operation, each.dtype) == (case.operation, case.dtype)
    ]
    parallel = [each for each in known if each.length is not None and case.length is not None]
    found = min(
        parallel or [each for each in known if each.length is None],
        key=lambda each: _apart(each.size, case.size) + _apart(each.length, case.length),
        default=None,
    )
    return otherwise if found is None else tuple(dict.fromkeys((*found.names, *otherwise)))


def block(platform: str, implementation: str, operation: str, size: int) -> Block | None:
    """Return the block for so many elements or neurons; None where no table says anything."""
    known = [
        each
        for each in _table(platform).blocks
        if (each.implementation, each.operation) == (implementation, operation)
    ]
    found = min(known, key=lambda each: _apart(each.size, size), default=None)
    return None if found is None else found.block


def _table(platform: str) -> Table:
    return status(platform).table or _NOTHING


def _apart(measured: int | None, wanted: int | None) -> float:
    """Return how many times as much one is, as a logarithm; 0 where nothing is said."""
    return 0.0 if measured is None or wanted is None else abs(math.log(measured / max(wanted, 1)))


@functools.lru_cache(maxsize=16)
def _status(where: Path, changed: int) -> Status:
    del changed  # The file is read again when it has changed.
    try:
        table = read(where.read_text())
    except (OSError, UnicodeDecodeError, TableError) as error:
        return Status(where, problem=f"cannot be used: it {error}")
    now = versions()
    other = [
        f"{name} {table.versions.get(name)}, and this is {version}"
        for name, version in now.items()
        if table.versions.get(name) != version
    ]
    if other:
        return Status(where, problem=f"does not count: it was measured with {'; '.join(other)}")
    return Status(where, table)
