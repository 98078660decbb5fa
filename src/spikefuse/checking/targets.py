"""What is checked on this machine: each implementation, on each platform it is made for."""

from collections.abc import Iterable
from typing import Any

import jax
import numpy as np

from ..kernels.dispatch import Task, candidates
from .picks import OPERATIONS
from .points import COUNT
from .programs import Target

__all__ = ["targets", "why_not"]


def targets(names: Iterable[str], default: str, operation: str = "elementwise") -> list[Target]:
    """Return where each implementation is checked.

    Parameters
    ----------
    names : iterable of str
        The implementations.
    default : str
        This machine's platform. Pallas's and Triton's kernels for others are run by interpreters.
    operation : str
        Of `OPERATIONS`: implementations that it does not have are left out.
    """
    gpu = default if default in ("cuda", "rocm") else "cuda"
    platforms = {"pallas": (gpu, "tpu"), "triton": (gpu,)}
    return [
        Target(name, platform, interpreted=name in platforms and platform != default)
        for name in names
        if name in OPERATIONS[operation][0]
        for platform in platforms.get(name, (default,))
    ]


def why_not(target: Target, dtype: Any, operation: str = "elementwise") -> tuple[str, str] | None:
    """Return what happens where a target does not do a dtype, and why; None if it does."""
    kernels, orders = OPERATIONS[operation]
    operands = (jax.ShapeDtypeStruct((COUNT,), np.dtype(dtype)),)
    task = Task(target.platform, operands, operands[:1], target.interpreted)
    reason = kernels[target.implementation].why_not(task)
    if reason is None:
        return None
    able, _ = candidates(orders[target.platform], kernels, task)
    return (f"goes to {able[0][0]}" if able else "not supported"), reason
