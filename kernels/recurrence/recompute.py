"""Derivatives of a pass that kept nothing: what they need is computed again."""

import dataclasses
import functools
import math
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from . import loops
from .needs import needs
from .plan import Axes, Forward, Linear, step_shape

__all__ = ["backward", "tangent", "with_inner_values"]

WHOLE = 2**20
"""With so many values of each array over time or fewer, there is one part."""

PART = 2**18
"""How many values of each array over time a part has: in float32, 1 MiB."""

FEWEST = 256
"""No part has fewer neurons than this, if there are so many."""


def tangent(*operands: jax.Array, plan: Linear, unroll: int = 1) -> list[jax.Array]:
    """Run the derivative of a step over time, after a pass that gives what it depends on."""
    forward = functools.partial(loops.forward, unroll=unroll)
    whole, given = with_inner_values(plan, plan.input_axes, operands, forward)
    return loops.tangent(*given, plan=whole, unroll=unroll)


def backward(
    *operands: jax.Array, plan: Linear, unroll: int = 1, as_bits: bool = False
) -> list[jax.Array]:
    """Run its transpose, in parts of neurons: each has all of time, and is done before the next."""
    axes = plan.transpose_axes
    shape = step_shape(axes, operands)
    count = math.prod(shape)
    if plan.length * count <= WHOLE:
        return _part(operands, plan, unroll, as_bits)
    part = min(count, max(PART // plan.length, FEWEST))
    flat = [_flat(x, each, shape) for x, each in zip(operands, axes, strict=True)]

    def one(index: Any, results: list[jax.Array]) -> list[jax.Array]:
        # The last part begins earlier, where they do not come out even: twice is no harm.
        start = jnp.minimum(index * part, count - part)
        sliced = [
            x if x.shape[-1] == 1 else lax.dynamic_slice_in_dim(x, start, part, -1) for x in flat
        ]
        found = _part(sliced, plan, unroll, as_bits)
        return [
            lax.dynamic_update_slice_in_dim(all_, some, start, -1)
            for all_, some in zip(results, found, strict=True)
        ]

    results = [
        jnp.zeros((plan.length, count) if each is Axes.TIME else (count,), dtype)
        for each, dtype in zip(plan.input_axes, plan.input_dtypes, strict=True)
    ]
    results = lax.fori_loop(0, -(-count // part), one, results)
    return [
        x.reshape((plan.length, *shape) if each is Axes.TIME else shape)
        for x, each in zip(results, plan.input_axes, strict=True)
    ]


def _part(operands: Any, plan: Linear, unroll: int, as_bits: bool) -> list[jax.Array]:
    forward = functools.partial(loops.forward, unroll=unroll, as_bits=as_bits)
    whole, given = with_inner_values(plan, plan.output_axes, operands, forward)
    return loops.backward(*given, plan=whole, unroll=unroll, as_bits=as_bits)


def _flat(x: jax.Array, axes: Axes, shape: tuple[int, ...]) -> jax.Array:
    if axes is Axes.TIME:
        return x.reshape(x.shape[0], -1)
    return x.reshape(1) if x.size == 1 else jnp.broadcast_to(x, shape).reshape(-1)


def with_inner_values(
    plan: Linear, axes: list[Axes], operands: Any, forward: Callable[..., list[jax.Array]]
) -> tuple[Linear, list[jax.Array]]:
    """Return the plan and the operands of a derivative that has all that it needs.

    Parameters
    ----------
    plan : Linear
        Of a derivative that is to compute again.
    axes : list of Axes
        Of the tangents or cotangents that its operands begin with.
    operands : arrays
    forward : callable
        What runs a pass over the current, from its operands and ``plan=``.
    """
    step, given = plan.step, len(axes)
    current, *others = operands[given:]
    need = needs(step, plan.inputs)
    kept: list[jax.Array] = []
    if any(need.kept):
        again = Forward(
            step=step,
            results=(*[False] * (1 + 2 * step.states), *need.kept),
            residuals="float32",
            dtype=plan.dtype,
            spike_dtype=plan.spike_dtype,
            inner_dtype=plan.dtype,
        )
        kept = forward(current, *others, plan=again)
    initial, parameters = others[: step.states], others[step.states :]
    changed = dataclasses.replace(
        plan, recompute=False, kept=need.kept, current=need.current, initial=need.initial
    )
    return changed, [*operands[:given], *need.point(kept, current, initial, parameters)]
