"""The passes over time as Triton kernels, for GPUs: time within, blocks over neurons.

What a kernel does is what `pallas_gpu` does: a program keeps the state of its neurons in registers,
and takes steps in groups whose loads come first. Its text is filled with the formulas of a step.
"""

import math
from collections.abc import Sequence

import jax
import jax.numpy as jnp

from .. import triton
from ..dispatch import Task
from . import triton_backward, triton_forward
from .plan import Axes, Forward, Linear, step_shape

__all__ = ["kernels", "run", "why_not"]

LARGEST = 2**31 - 2**16
"""More neurons than this are not indexed with 32 bits."""


def why_not(task: Task) -> str | None:
    """Return why the task is not for Triton, and what runs it."""
    return triton.why_not(task)


def run(task: Task, *operands: jax.Array, plan: Forward | Linear) -> list[jax.Array]:
    """Run a pass over the current, or the transpose of its derivative."""
    if any(math.prod(x.shape) == 0 for x in operands):
        return [jnp.zeros(x.shape, x.dtype) for x in task.results]
    given = list(operands)
    for kernel, results in kernels(task.operands, task.results, plan):
        # What a kernel returns goes to the next one, after the operands.
        given = [*operands, *triton.call(task, kernel, given, results)]
    return given[len(operands) :]


def kernels(
    operands: Sequence[jax.ShapeDtypeStruct],
    results: Sequence[jax.ShapeDtypeStruct],
    plan: Forward | Linear,
) -> list[tuple[triton.Kernel, list[jax.ShapeDtypeStruct]]]:
    """Return the kernels of a pass, in order, and what each returns.

    Raises
    ------
    NotImplementedError
        For a step that has too many neurons, or that Triton has no words for.
    """
    forward = isinstance(plan, Forward)
    axes: list[Axes] = plan.operand_axes(len(operands)) if forward else plan.transpose_axes
    shape = step_shape(axes, operands)
    if math.prod(shape) > LARGEST:
        raise NotImplementedError(
            f"indexes neurons with 32 bits, and a step of shape {shape} has more; use 'xla'"
        )
    if isinstance(plan, Forward):
        return [(triton_forward.kernel(plan, operands, shape), list(results))]
    if not plan.recompute:
        return [(triton_backward.kernel(plan, operands, shape), list(results))]
    checkpoints = triton_backward.checkpoints(plan, shape)
    return [
        (triton_forward.checkpoints(plan, operands, shape), checkpoints),
        (triton_backward.kernel(plan, [*operands, *checkpoints], shape), list(results)),
    ]
