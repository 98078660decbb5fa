"""What Pallas kernels can run, whatever the operation."""

import jax.numpy as jnp

from .dispatch import Task

__all__ = ["why_not"]


def why_not(task: Task) -> str | None:
    """Return why a platform or a dtype is not for Pallas, and what runs it."""
    if task.platform == "cpu":
        return (
            "compiles for GPU and TPU only; use 'xla', or use_implementation('pallas', "
            "interpret='cuda') to run it in Pallas's interpreter"
        )
    dtypes = {array.dtype for array in (*task.operands, *task.results)}
    if jnp.dtype("float64") in dtypes:
        return "computes in float32; use 'xla' for float64"
    if jnp.dtype("float16") in dtypes and task.platform == "tpu":
        return "has no float16 on TPU; use bfloat16, or 'xla'"
    return None
