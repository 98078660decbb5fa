"""The passes over time as Pallas kernels, for GPUs and TPUs: time within, blocks over neurons."""

import math
from typing import Any

import jax
import jax.numpy as jnp

from .. import pallas_tasks
from ..dispatch import Task
from . import pallas_gpu, pallas_tpu
from .plan import Forward, Linear

__all__ = ["run", "why_not"]


def why_not(task: Task) -> str | None:
    """Return why the task is not for Pallas, and what runs it."""
    if (reason := pallas_tasks.why_not(task)) is not None:
        return reason
    return None if task.platform == "tpu" else pallas_gpu.why_not(task)


def run(task: Task, *operands: jax.Array, plan: Forward | Linear) -> list[jax.Array]:
    """Run a pass over the current, or the transpose of its derivative."""
    if any(math.prod(x.shape) == 0 for x in operands):
        return [jnp.zeros(x.shape, x.dtype) for x in task.results]
    kernels: Any = pallas_tpu if task.platform == "tpu" else pallas_gpu
    if isinstance(plan, Forward):
        return kernels.forward(task, operands, plan)
    return kernels.backward(task, operands, plan)
