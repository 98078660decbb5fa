"""Which implementation is picked for what, and why not the others."""

import dataclasses
from collections.abc import Mapping, Sequence

import jax
import numpy as np
from jax import numpy as jnp

from ..kernels import elementwise, recurrence
from ..kernels.dispatch import NAMES, PLATFORMS, Kernel, Task, candidates

__all__ = ["OPERATIONS", "Pick", "grouped", "picks", "unwritten"]

OPERATIONS: dict[str, tuple[Mapping[str, Kernel], Mapping[str, Sequence[str]]]] = {
    "elementwise": (elementwise.KERNELS, elementwise.ORDERS),
    "recurrence": (recurrence.KERNELS, recurrence.ORDERS),
}
"""For each operation, its implementations, and the order in which a platform tries them."""

DTYPES = ("float32", "bfloat16", "float16", "float64")

# Any shape: what is picked differs by shape for arrays of 2^31 elements only.
_SHAPE = (1024,)


@dataclasses.dataclass(frozen=True)
class Pick:
    """What is picked where a call, a block and the environment name nothing.

    Attributes
    ----------
    operation, platform : str
        What is run, and what it is lowered for.
    dtypes : tuple of str
        The operands' dtypes with this answer.
    picked : str
        The implementation's name.
    why_not : dict of str to str
        Why not the others, by name.
    """

    operation: str
    platform: str
    dtypes: tuple[str, ...]
    picked: str
    why_not: dict[str, str]


def picks() -> list[Pick]:
    """Return what is picked for each operation, platform and dtype."""
    return [
        _pick(operation, platform, dtype)
        for operation in OPERATIONS
        for platform in PLATFORMS
        for dtype in DTYPES
    ]


def grouped(listed: Sequence[Pick]) -> list[Pick]:
    """Return the picks with the dtypes merged that have the same answer."""
    merged: list[Pick] = []
    for pick in listed:
        alike = (i for i, other in enumerate(merged) if _same_answer(pick, other))
        at = next(alike, None)
        if at is None:
            merged.append(pick)
        else:
            both = merged[at].dtypes + pick.dtypes
            merged[at] = dataclasses.replace(pick, dtypes=both)
    return merged


def unwritten(operation: str) -> list[str]:
    """Return the names of implementations that an operation does not have."""
    return [name for name in NAMES if name not in OPERATIONS[operation][0]]


def _pick(operation: str, platform: str, dtype: str) -> Pick:
    kernels, orders = OPERATIONS[operation]
    array = jax.ShapeDtypeStruct(_SHAPE, np.dtype(jnp.dtype(dtype)))
    task = Task(platform, (array,), (array,))
    able, why_not = candidates(NAMES, kernels, task)
    names = [name for name, _ in able]
    picked = next(name for name in orders[platform] if name in names)
    for name in names:
        if name not in orders[platform]:
            why_not[name] = "runs only where it is named"
        elif name != picked:
            why_not[name] = f"comes after {picked}"
    return Pick(operation, platform, (dtype,), picked, why_not)


def _same_answer(one: Pick, other: Pick) -> bool:
    def answer(pick: Pick) -> tuple[str, str, str, dict[str, str]]:
        return pick.operation, pick.platform, pick.picked, pick.why_not

    return answer(one) == answer(other)
