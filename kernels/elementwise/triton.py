"""Elementwise formulas as one Triton kernel, for GPUs."""

import functools
import math
from typing import Any

import jax
import jax.numpy as jnp

from .. import triton
from ..blockwise import require_blockwise
from ..dispatch import Task
from ..precision import working_dtype
from ..translate import Program, trace
from ..translate.names import identifiers
from ..translate.triton import EXPANSIONS
from ..triton import blocks, source
from .formulas import Formula, operand_names

__all__ = ["kernel", "run", "why_not"]

NAME = "spikefuse_elementwise"

LARGEST = 2**31
"""Fewer elements than this are indexed with 32 bits."""


def why_not(task: Task) -> str | None:
    """Return why the task is not for Triton, and what runs it."""
    if (reason := triton.why_not(task)) is not None:
        return reason
    if any(x.dtype == jnp.dtype("float64") for x in (*task.operands, *task.results)):
        # XLA fuses multiplications with additions, and errs less.
        return "computes in float32; use 'xla' for float64"
    return None


def run(task: Task, *operands: jax.Array, formula: Formula, dtype: Any) -> jax.Array:
    """Evaluate the formula block by block, each operand read once and the result written once."""
    shape = operands[0].shape
    if operands[0].size == 0:
        return jnp.zeros(shape, dtype)
    wide = working_dtype(*(x.dtype for x in operands))
    require_blockwise(lambda *xs: formula(*(x.astype(wide) for x in xs)), operands)
    result = jax.ShapeDtypeStruct(shape, dtype)
    return triton.call(task, kernel(task.operands, formula), operands, [result])[0]


def kernel(operands: tuple[jax.ShapeDtypeStruct, ...], formula: Formula) -> triton.Kernel:
    """Return the kernel of a formula for operands of these shapes and dtypes.

    A program handles a run of the elements of the first operand. The last one alone pays for a
    mask, which would make all its accesses narrow.
    """
    shape = operands[0].shape
    size = math.prod(shape)
    block = blocks.elementwise(size)
    dtype = working_dtype(*(x.dtype for x in operands))
    names, program = _traced(formula, len(operands), dtype)
    start = "tl.program_id(0)" if size < LARGEST else "tl.program_id(0).to(tl.int64)"

    def body(mask: str) -> list[str]:
        loads = ", ".join(
            source.load(name, x, shape, dtype, "start + lane", mask)
            for name, x in zip(names, operands, strict=True)
        )
        return [f"tl.store(result_ptr + start + lane, formula({loads}){mask})"]

    lines = [f"start = {start} * BLOCK", "lane = tl.arange(0, BLOCK)"]
    if size % block.size == 0:
        lines += body("")
    else:
        lines += ["if start + BLOCK <= SIZE:", *source.indented(body("")), "else:"]
        lines += source.indented(["inside = lane < SIZE - start", *body(", mask=inside")])
    pointers = ", ".join(f"{name}_ptr" for name in [*names, "result"])
    text = [
        *source.function("formula", names, program, ["result"], dtype),
        "",
        "",
        f"def {NAME}({pointers}, SIZE: tl.constexpr, BLOCK: tl.constexpr):",
        *source.indented(lines),
    ]
    return triton.Kernel(
        name=NAME,
        text="\n".join(text) + "\n",
        scalars=(),
        constants=(("SIZE", size), ("BLOCK", block.size)),
        programs=-(-size // block.size),
        warps=block.warps,
    )


@functools.lru_cache(maxsize=1024)
def _traced(formula: Formula, count: int, dtype: Any) -> tuple[list[str], Program]:
    names = identifiers(operand_names(formula, count))
    program = trace(
        lambda *xs: {"result": formula(*xs).astype(dtype)}, names, dtype, EXPANSIONS, fold=True
    )
    return names, program
