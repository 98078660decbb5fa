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

__all__ = ["Blocks", "blocks", "why_not"]

GPU_BLOCK = 1024
"""Elements a program handles on GPU: 16 bytes a thread and load, with the warps below."""

GPU_WARPS = 4

GPU_LARGEST = 2**31
"""Fewer elements than this are indexed with 32 bits."""

TPU_BLOCK = 2**17
"""Elements of a block on TPU, at most: 0.5 MiB an operand in float32, and as much in flight."""

TPU_LANES = 128

TPU_SUBLANES = 32
"""Rows of a tile, for the narrowest dtype."""


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
    block = min(GPU_BLOCK, pl.next_power_of_2(size))
    columns = pl.cdiv(size, block)
    layout = _merged(shape, task.operands, keep=0)

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
        index = functools.partial(_broadcast_index, layout, operand, block)
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
        compiler_params=triton.CompilerParams(num_warps=GPU_WARPS, num_stages=1),
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


def _broadcast_index(
    layout: list[list[int]], operand: jax.ShapeDtypeStruct, block: int, column: jax.Array
) -> jax.Array:
    """Return which element of a smaller operand goes with each lane of a block."""
    # Unsigned, so that 32 bits reach over all elements of the last block.
    flat = column.astype(jnp.uint32) * jnp.uint32(block) + lax.iota(jnp.uint32, block)
    index, inner, stride = jnp.zeros((block,), jnp.uint32), 1, 1
    for full, part in reversed(list(zip(*_views(layout, operand), strict=True))):
        if part != 1:
            index += (flat // jnp.uint32(inner)) % jnp.uint32(full) * jnp.uint32(stride)
        inner, stride = inner * full, stride * part
    return index.astype(jnp.int32)


# On TPU, the last two dimensions stay as they are, since they are tiled.


def _tpu_blocks(task: Task) -> Blocks:
    from jax.experimental.pallas import tpu

    layout = _merged(task.operands[0].shape, task.operands, keep=2)
    views = [_views(layout, x)[1] for x in task.operands]
    full = views[0]
    block = _tpu_block(full)

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
        shapes=views,
        grid=tuple(pl.cdiv(length, part) for length, part in zip(full, block, strict=True)),
        specs=[spec(view) for view in views],
        compiler_params=tpu.CompilerParams(dimension_semantics=("parallel",) * len(full)),
        programs=programs,
    )


def _tpu_block(view: tuple[int, ...]) -> tuple[int, ...]:
    """Return a block of at most `TPU_BLOCK` elements: whole tiles, or whole dimensions."""
    if len(view) == 1:
        return (min(view[0], TPU_BLOCK),)
    *leading, rows, columns = view
    row_part = _part(rows, TPU_BLOCK // TPU_LANES // 4, TPU_SUBLANES)
    column_part = _part(columns, TPU_BLOCK // _up(row_part, 8), TPU_LANES)
    left = TPU_BLOCK // (_up(row_part, 8) * _up(column_part, TPU_LANES))
    parts = [1] * len(leading)
    if leading:
        parts[-1] = max(1, min(leading[-1], left))
    return (*parts, row_part, column_part)


def _part(length: int, most: int, multiple: int) -> int:
    return length if length <= most else max(multiple, most // multiple * multiple)


def _up(length: int, multiple: int) -> int:
    return -(-length // multiple) * multiple


# Neighbouring dimensions that every operand has, or every smaller operand lacks, are one.


def _merged(
    shape: tuple[int, ...], operands: Sequence[jax.ShapeDtypeStruct], keep: int
) -> list[list[int]]:
    """Return the dimensions of `shape` in groups to merge; the last `keep` stay by themselves."""
    rank = len(shape)
    aligned = [(1,) * (rank - len(x.shape)) + x.shape for x in operands]
    groups: list[list[int]] = []
    for axis in range(rank):
        alike = groups and all(
            (part[axis] == shape[axis]) == (part[groups[-1][-1]] == shape[groups[-1][-1]])
            for part in aligned
        )
        if alike and axis < rank - keep:
            groups[-1].append(axis)
        else:
            groups.append([axis])
    return [[shape[axis] for axis in group] for group in groups] or [[1]]


def _views(
    layout: list[list[int]], operand: jax.ShapeDtypeStruct
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the merged shape of the result, and that of an operand."""
    rank = sum(map(len, layout))
    aligned = list((1,) * (rank - len(operand.shape)) + operand.shape)
    full, part = [], []
    for group in layout:
        own, aligned = aligned[: len(group)], aligned[len(group) :]
        full.append(math.prod(group))
        part.append(math.prod(own))
    return tuple(full), tuple(part)
