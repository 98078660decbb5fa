"""Which part of each array a program of a TPU kernel sees: a block of neurons, and one of time."""

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl

from ..views import LANES, merged, tiled_block, views
from .plan import Axes

__all__ = ["Grid", "Seen"]

STEP_BLOCK = 2**13
"""Neurons of a block, at most: eight registers an array in float32."""

MEMORY = 2**23
"""Bytes that blocks over time take in VMEM, at most, with those that are on their way."""


@dataclasses.dataclass(frozen=True)
class Seen:
    """How a kernel sees an array.

    Attributes
    ----------
    view : shape
        What it is reshaped to.
    dtype : dtype
        As which it is stored.
    spec : BlockSpec
        The part that a program sees.
    """

    view: tuple[int, ...]
    dtype: Any
    spec: pl.BlockSpec


@dataclasses.dataclass(frozen=True)
class Grid:
    """Blocks of neurons, and for each of those blocks of time, one after the other.

    Attributes
    ----------
    shape : shape
        Of a step.
    layout : list of lists of int
        Which of its dimensions are merged.
    neurons : shape
        A step with merged dimensions.
    block : shape
        Of a block of neurons.
    length, steps : int
        How many steps there are, and how many in a block of time.
    reverse : bool
        Whether time goes from the last block to the first.
    """

    shape: tuple[int, ...]
    layout: list[list[int]]
    neurons: tuple[int, ...]
    block: tuple[int, ...]
    length: int
    steps: int
    reverse: bool

    @classmethod
    def of(
        cls,
        shape: tuple[int, ...],
        parameters: Sequence[jax.Array],
        length: int,
        over_time: Sequence[Any],
        *,
        reverse: bool = False,
    ) -> "Grid":
        """Return the grid of a pass.

        Parameters
        ----------
        shape : shape
            Of a step.
        parameters : arrays that broadcast to it
            What there is of those.
        length : int
            How many steps there are.
        over_time : sequence of dtypes
            Of all arrays of which a block over time is in VMEM.
        reverse : bool
            Whether time goes from the last block to the first.
        """
        rows = _at_least_two(shape)
        like = [jax.ShapeDtypeStruct(rows, jnp.float32)]
        like += [jax.ShapeDtypeStruct(_parameter(x.shape, shape), x.dtype) for x in parameters]
        layout = merged(rows, like, keep=2)
        neurons, _ = views(layout, like[0])
        block = tiled_block(neurons, STEP_BLOCK)
        itemsize = sum(jnp.dtype(dtype).itemsize for dtype in over_time)
        # A block of its own, and the one on its way; lanes that are missing are there all the same.
        *outer, last = block
        step = 2 * itemsize * math.prod(outer) * pl.cdiv(last, LANES) * LANES
        steps = max(1, min(length, MEMORY // max(step, 1)))
        return cls(shape, layout, neurons, block, length, steps, reverse)

    @property
    def grid(self) -> tuple[int, ...]:
        """How many blocks there are, of neurons and, last, of time."""
        pairs = zip(self.neurons, self.block, strict=True)
        return (*(pl.cdiv(whole, part) for whole, part in pairs), self.blocks)

    @property
    def blocks(self) -> int:
        """How many blocks of time there are."""
        return pl.cdiv(self.length, self.steps)

    def turned(self, reverse: bool) -> "Grid":
        """Return the same grid with time in another direction."""
        return dataclasses.replace(self, reverse=reverse)

    def time(self, turn: Any) -> Any:
        """Return which block of time comes at a turn."""
        return self.blocks - 1 - turn if self.reverse else turn

    def seen(self, dtype: Any, axes: Axes, shape: tuple[int, ...] | None = None) -> Seen:
        """Return how an array is seen; the shape of a parameter is to be given."""
        stored = jnp.dtype("int8") if dtype == jnp.bool else jnp.dtype(dtype)
        if axes is Axes.TIME:
            return self._over_time(stored, self.length, self.steps, self.time)
        if axes is Axes.STEP:
            spec = pl.BlockSpec(self.block, lambda *at: at[:-1])
            return Seen(self.neurons, stored, spec)
        like = jax.ShapeDtypeStruct(_parameter(shape or (), self.shape), stored)
        _, view = views(self.layout, like)
        fixed = [part == 1 for part in view]
        block = tuple(1 if one else part for one, part in zip(fixed, self.block, strict=True))
        spec = pl.BlockSpec(
            block,
            lambda *at: tuple(0 if one else i for one, i in zip(fixed, at, strict=False)),
        )
        return Seen(view, stored, spec)

    def step_before(self, dtype: Any) -> Seen:
        """Return how an array over time is seen that a program reads the step before its own of."""
        return self._over_time(
            dtype, self.length, 1, lambda turn: jnp.maximum(self.time(turn) * self.steps - 1, 0)
        )

    def each_block(self, dtype: Any) -> Seen:
        """Return how an array is seen that has one step for each block of time."""
        return self._over_time(dtype, self.blocks, 1, self.time)

    def _over_time(self, dtype: Any, length: int, steps: int, time: Any) -> Seen:
        spec = pl.BlockSpec((steps, *self.block), lambda *at: (time(at[-1]), *at[:-1]))
        return Seen((length, *self.neurons), jnp.dtype(dtype), spec)


def _at_least_two(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return a step's shape with rows and columns: these are what a TPU's tiles are made of."""
    if len(shape) >= 2:
        return shape
    count = math.prod(shape)
    return (count // LANES, LANES) if count % LANES == 0 else (1, count)


def _parameter(shape: tuple[int, ...], step: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape that a parameter has then."""
    if len(step) >= 2 or math.prod(shape) == 1:
        return shape
    return _at_least_two(step)
