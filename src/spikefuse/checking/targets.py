"""What is checked on this machine: each implementation, on each platform it is made for."""

from collections.abc import Iterable
from typing import Any

import jax
import numpy as np

from ..kernels.dispatch import Task, candidates
from ..kernels.elementwise import KERNELS, ORDERS
from .points import COUNT
from .programs import Target

__all__ = ["targets", "why_not"]


def targets(names: Iterable[str], default: str) -> list[Target]:
    """Return where each implementation is checked.

    Parameters
    ----------
    names : iterable of str
        The implementations.
    default : str
        This machine's platform. Pallas's kernels for others are run by its interpreter.
    """
    gpu = default if default in ("cuda", "rocm") else "cuda"
    platforms = {"pallas": (gpu, "tpu")}
    return [
        Target(name, platform, interpreted=name == "pallas" and platform != default)
        for name in names
        for platform in platforms.get(name, (default,))
    ]


def why_not(target: Target, dtype: Any) -> tuple[str, str] | None:
    """Return what happens where a target does not do a dtype, and why; None if it does."""
    operands = (jax.ShapeDtypeStruct((COUNT,), np.dtype(dtype)),)
    task = Task(target.platform, operands, operands[:1], target.interpreted)
    reason = KERNELS[target.implementation].why_not(task)
    if reason is None:
        return None
    able, _ = candidates(ORDERS[target.platform], KERNELS, task)
    return (f"goes to {able[0][0]}" if able else "not supported"), reason
