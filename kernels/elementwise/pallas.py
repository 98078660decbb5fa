"""Elementwise formulas as one Pallas kernel, for GPUs and TPUs."""

from typing import Any

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl

from .. import compat, pallas_tasks
from ..blockwise import require_blockwise
from ..dispatch import Task
from . import pallas_blocks
from .formulas import Formula, evaluate

__all__ = ["run", "why_not"]


def why_not(task: Task) -> str | None:
    """Return why the task is not for Pallas, and what runs it."""
    return pallas_tasks.why_not(task) or pallas_blocks.why_not(task)


def run(task: Task, *operands: jax.Array, formula: Formula, dtype: Any) -> jax.Array:
    """Evaluate the formula block by block, each operand read once and the result written once."""
    shape = operands[0].shape
    if operands[0].size == 0:
        return jnp.zeros(shape, dtype)
    require_blockwise(lambda *xs: evaluate(formula, dtype, *xs), operands)
    blocks = pallas_blocks.blocks(task)

    def kernel(*references: Any) -> None:
        *sources, target = references

        def body(read: Any, write: Any) -> None:
            values = [read(index, source) for index, source in enumerate(sources)]
            write(target, evaluate(formula, dtype, *values))

        blocks.programs(body)

    call = pl.pallas_call(
        kernel,
        out_shape=compat.local_shape(blocks.shapes[0], dtype),
        grid=blocks.grid,
        in_specs=blocks.specs,
        out_specs=blocks.specs[0],
        compiler_params=blocks.compiler_params,
        interpret=task.interpret,
        name="spikefuse_elementwise",
    )
    views = [x.reshape(view) for x, view in zip(operands, blocks.shapes, strict=True)]
    return call(*views).reshape(shape)
