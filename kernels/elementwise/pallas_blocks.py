"""Where a Pallas kernel of an elementwise formula reads and writes, on GPU and on TPU."""

import dataclasses
import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax
from jax.experimental import pallas as pl

from ..dispatch import Task
from ..gpu_blocks import Block, chosen
from ..views import broadcast_index, merged, tiled_block, views

__all__ = ["Blocks", "blocks", "why_not"]

GPU_BLOCK = 1024
"""Elements a program handles on GPU: 16 bytes a thread and load, with the warps below."""

GPU_WARPS = 4

GPU_LARGEST = 2**31
"""Fewer elements than this are indexed with 32 bits."""

TPU_BLOCK = 2**17
"""Elements of a block on TPU, at most: 0.5 MiB an operand in float32, and as much in flight."""


@dataclasses.dataclass(frozen=True)
class Blocks:
    """How a kernel sees its operands, the first of which is also the shape of its result.

    Attributes
    ----------
    shapes : sequence of shapes
        What each operand is reshaped to.
    grid : shape
        How many programs there are.
    specs : sequence of BlockSpec
        The part of each operand that a program sees.
    compiler_params : object
        What the platform's compiler is told.
    programs : callable
        Given a function of (read, write), runs it in each program; ``read(i, ref)`` loads operand
        ``i`` and ``write(ref, value)`` stores the result.
    """

    shapes: Sequence[tuple[int, ...]]
    grid: tuple[int, ...]
    specs: Sequence[pl.BlockSpec]
    compiler_params: Any
    programs: Callable[[Callable[[Any, Any], None]], None]


def why_not(task: Task) -> str | None:
    """Return why no blocks serve the task."""
    shape = task.operands[0].shape
    if task.platform == "tpu" or math.prod(shape) < GPU_LARGEST:
        return None
    if _rows(shape) is None:
        return (
            f"indexes with 32 bits, and an array of shape {shape} cannot be cut into equal rows of "
            f"fewer than 2^31 elements; give it another shape, or use 'xla'"
        )
    if any(_size(x) not in (1, math.prod(shape)) for x in task.operands):
        return "indexes with 32 bits where a parameter is broadcast; use 'xla' for 2^31 elements"
    return None


def blocks(task: Task) -> Blocks:
    """Return the blocks for the task's platform."""
    return _tpu_blocks(task) if task.platform == "tpu" else _gpu_blocks(task)


def _size(operand: jax.ShapeDtypeStruct) -> int:
    return math.prod(operand.shape)


# On GPU, all arrays are flat, and a program handles a run of elements.


def _gpu_blocks(task: Task) -> Blocks:
    from jax.experimental.pallas import triton

    shape = task.operands[0].shape
    rows = _rows(shape)
    assert rows is not None
    size = math.prod(shape) // rows
    own = chosen() or Block(GPU_BLOCK, GPU_WARPS)
    block = min(own.size, pl.next_power_of_2(size))
    columns = pl.cdiv(size, block)
    layout = merged(shape, task.operands, keep=0)

    def place(program: Any) -> tuple[Any, Any]:
        # One grid dimension, since CUDA allows no more than 65535 programs along the others.
        return (0, program) if rows == 1 else (program // columns, program % columns)

    def is_whole(operand: jax.ShapeDtypeStruct) -> bool:
        return _size(operand) == rows * size

    def reader(operand: jax.ShapeDtypeStruct) -> Callable[[Any, Any, Any], jax.Array]:
        def other(mask: Any) -> Any:
            return None if mask is None else jnp.zeros((), operand.dtype)

        if is_whole(operand):
            return lambda ref, _, mask: triton.load(ref, mask=mask, other=other(mask))
        if _size(operand) == 1:
            return lambda ref, *_: ref[0, 0]
        index = functools.partial(broadcast_index, layout, operand, block)
        return lambda ref, column, mask: triton.load(
            ref.at[0, index(column)], mask=mask, other=other(mask)
        )

    readers = [reader(operand) for operand in task.operands]

    def programs(body: Callable[[Any, Any], None]) -> None:
        _, column = place(pl.program_id(0))

        def masked(mask: Any) -> None:
            body(
                lambda i, ref: readers[i](ref, column, mask),
                lambda ref, value: triton.store(ref, value, mask=mask),
            )

        if size % block == 0:
            masked(None)
            return
        # Only the last block pays for the mask, which would make all its accesses narrow.
        last = column == size // block
        pl.when(~last)(lambda: masked(None))
        pl.when(last)(lambda: masked(lax.iota(jnp.int32, block) < size % block))

    part = pl.BlockSpec((None, block), place)
    shapes = [(rows, size) if is_whole(x) else (1, _size(x)) for x in task.operands]
    return Blocks(
        shapes=shapes,
        grid=(rows * columns,),
        specs=[
            part if is_whole(x) else pl.BlockSpec(view, lambda *_: (0, 0))
            for x, view in zip(task.operands, shapes, strict=True)
        ],
        compiler_params=triton.CompilerParams(num_warps=own.warps, num_stages=1),
        programs=programs,
    )


def _rows(shape: tuple[int, ...]) -> int | None:
    """Return into how many equal rows an array is cut so that 32 bits index each."""
    size = math.prod(shape)
    if size < GPU_LARGEST:
        return 1
    powers_of_two = [2**power for power in range(1, 16)]
    leading = [math.prod(shape[:count]) for count in range(1, len(shape))]
    fitting = (
        rows
        for rows in (*powers_of_two, *leading)
        if size % rows == 0 and GPU_BLOCK <= size // rows < GPU_LARGEST
    )
    return next(fitting, None)


# On TPU, the last two dimensions stay as they are, since they are tiled.


def _tpu_blocks(task: Task) -> Blocks:
    from jax.experimental.pallas import tpu

    layout = merged(task.operands[0].shape, task.operands, keep=2)
    parts = [views(layout, x)[1] for x in task.operands]
    full = parts[0]
    block = tiled_block(full, TPU_BLOCK)

    def spec(view: tuple[int, ...]) -> pl.BlockSpec:
        broadcast = [part == 1 for part in view]
        return pl.BlockSpec(
            tuple(1 if fixed else length for fixed, length in zip(broadcast, block, strict=True)),
            lambda *indices: tuple(
                0 if fixed else index for fixed, index in zip(broadcast, indices, strict=True)
            ),
        )

    def programs(body: Callable[[Any, Any], None]) -> None:
        def write(ref: Any, value: jax.Array) -> None:
            ref[...] = jnp.broadcast_to(value, ref.shape)

        body(lambda _, ref: ref[...], write)

    return Blocks(
        shapes=parts,
        grid=tuple(pl.cdiv(length, part) for length, part in zip(full, block, strict=True)),
        specs=[spec(view) for view in parts],
        compiler_params=tpu.CompilerParams(dimension_semantics=("parallel",) * len(full)),
        programs=programs,
    )
