"""How kernels see arrays: dimensions merged where that is free, and blocks of them."""

import math
from collections.abc import Sequence

import jax
import jax.numpy as jnp
from jax import lax

__all__ = ["broadcast_index", "merged", "tiled_block", "views"]

LANES = 128

SUBLANES = 32
"""Rows of a TPU's tile, for the narrowest dtype."""


def merged(
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


def views(
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


def broadcast_index(
    layout: list[list[int]], operand: jax.ShapeDtypeStruct, block: int, column: jax.Array
) -> jax.Array:
    """Return which element of a smaller operand goes with each lane of a block."""
    # Unsigned, so that 32 bits reach over all elements of the last block.
    flat = column.astype(jnp.uint32) * jnp.uint32(block) + lax.iota(jnp.uint32, block)
    index, inner, stride = jnp.zeros((block,), jnp.uint32), 1, 1
    for full, part in reversed(list(zip(*views(layout, operand), strict=True))):
        if part != 1:
            index += (flat // jnp.uint32(inner)) % jnp.uint32(full) * jnp.uint32(stride)
        inner, stride = inner * full, stride * part
    return index.astype(jnp.int32)


def tiled_block(view: tuple[int, ...], most: int) -> tuple[int, ...]:
    """Return a block of at most `most` elements, for a TPU: whole tiles, or whole dimensions."""
    if len(view) == 1:
        return (min(view[0], most),)
    *leading, rows, columns = view
    row_part = _part(rows, most // LANES // 4, SUBLANES)
    column_part = _part(columns, most // _up(row_part, 8), LANES)
    left = most // (_up(row_part, 8) * _up(column_part, LANES))
    parts = [1] * len(leading)
    if leading:
        parts[-1] = max(1, min(leading[-1], left))
    return (*parts, row_part, column_part)


def _part(length: int, most: int, multiple: int) -> int:
    return length if length <= most else max(multiple, most // multiple * multiple)


def _up(length: int, multiple: int) -> int:
    return -(-length // multiple) * multiple
