"""The passes over time as `jax.lax.scan`, compiled by XLA: the reference, on any platform."""

import jax

from ..dispatch import Task
from . import loops, recompute
from .plan import Forward, Linear

__all__ = ["run", "why_not"]

UNROLL = {"cpu": 1, "cuda": 4, "rocm": 4, "tpu": 1}
"""How many steps a turn of the loop takes. On a CPU, two take twice the time of one."""


def why_not(task: Task) -> str | None:
    """Return None: XLA runs everything."""
    del task


def run(task: Task, *operands: jax.Array, plan: Forward | Linear) -> list[jax.Array]:
    """Run a pass over the current, or the transpose of its derivative."""
    how = {"unroll": UNROLL[task.platform], "as_bits": task.platform == "cpu"}
    if isinstance(plan, Forward):
        return loops.forward(*operands, plan=plan, **how)
    if plan.recompute:
        return recompute.backward(*operands, plan=plan, **how)
    return loops.backward(*operands, plan=plan, **how)
