"""The passes over time as `jax.lax.scan`, which XLA compiles and JAX differentiates."""

from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from .. import compat
from .derivative import push, to_inner, to_state
from .one_step import fired
from .plan import Forward, Linear, Point, pick, step_shape
from .step import Step
from .stored import opened, packed, read, sealed

__all__ = ["backward", "forward", "tangent"]


def forward(
    *operands: jax.Array, plan: Forward, unroll: int = 1, as_bits: bool = False
) -> list[jax.Array]:
    """Run a step over time.

    What the loop carries is what `charge` gives, and the state is fired anew from that: XLA then
    computes each value once on a CPU. Where all inner values are kept, spikes come of them after
    the loop, in one pass that XLA fuses with what reads the spikes.
    """
    step, wide = plan.step, plan.dtype
    current, initial, parameters = plan.split(operands)
    held = opened(current, as_bits)
    carried = [not same for same in step.is_current]
    whole = list(plan.kept) == carried and plan.inner_dtype == wide

    def at(t: Any) -> jax.Array:
        return read(held, t, current.dtype, wide)

    def body(before: Any, t: jax.Array) -> tuple[Any, Any]:
        state, _ = step.fire(_inner(step, before, at(jnp.maximum(t - 1, 0))), parameters)
        state = [jnp.where(t == 0, first, x) for first, x in zip(initial, state, strict=True)]
        inner = step.charge(state, at(t), parameters)
        carry = pick(inner, carried)
        if whole:
            return carry, carry
        _, rows = fired(plan, inner, parameters)
        return carry, [packed(row, row.dtype, as_bits) for row in rows]

    zeros = _zeros([current.shape[1:]] * sum(carried), wide, current)
    last, stacked = lax.scan(body, zeros, jnp.arange(len(current)), unroll=unroll)
    final, _ = step.fire(_inner(step, last, at(len(current) - 1)), parameters)
    if whole:
        trace, spikes = step.fire(_inner(step, stacked, current.astype(wide)), parameters)
        stacked = [*pick([spikes.astype(plan.spike_dtype), *trace], plan.each_step), *stacked]
    count = int(plan.results[0])
    stacked = [*stacked[:count], *pick(final, plan.final), *stacked[count:]]
    return [sealed(x, dtype) for x, dtype in zip(stacked, plan.result_dtypes, strict=True)]


def backward(
    *operands: jax.Array, plan: Linear, unroll: int = 1, as_bits: bool = False
) -> list[jax.Array]:
    """Run the transposed derivative of a step over time, from the last step to the first.

    What the loop carries is the cotangent of what `charge` gives, for the same reason.
    """
    step, wide = plan.step, plan.dtype
    cotangents, point = plan.cotangents_and_point(operands)
    shape = step_shape(plan.output_axes, operands)
    at, inner_at, state_before = _readers(plan, point, shape, as_bits)
    spikes, spike_dtype = opened(cotangents.spikes, as_bits), plan.spike_dtype
    parameters = [
        jnp.broadcast_to(x, shape) if want else x
        for x, want in zip(point.parameters, plan.wanted, strict=True)
    ]
    zero = jnp.zeros(shape, wide)
    final = [zero if x is None else x for x in cotangents.final]
    only_current = (True, *[False] * (len(plan.inputs) - 1))
    all_others = (False, *[True] * step.states, *plan.wanted)
    # Of parameters, in the order of those that are wanted.
    count = sum(plan.wanted)

    def body(carry: Any, t: jax.Array) -> tuple[Any, Any]:
        after, sums = carry
        inner = inner_at(t)
        is_last = t == plan.length - 1
        state, _ = step.fire(inner, parameters)
        following = at(jnp.minimum(t + 1, plan.length - 1))
        _, to_before, first = to_state(step, all_others, state, following, parameters, after)
        state_cotangent = [
            jnp.where(is_last, end, x) for end, x in zip(final, to_before, strict=True)
        ]
        state_cotangent = [
            x if trace is None else x + read(trace, t, wide, wide)
            for x, trace in zip(state_cotangent, cotangents.trace, strict=True)
        ]
        spike_cotangent = zero if spikes is None else read(spikes, t, spike_dtype, wide)
        now, second = to_inner(
            step, plan.wanted, inner, parameters, state_cotangent, spike_cotangent
        )
        sums = [
            total + jnp.where(is_last, 0.0, x) + y
            for total, x, y in zip(
                sums, pick(first, plan.wanted), pick(second, plan.wanted), strict=True
            )
        ]
        if not plan.inputs[0]:
            return (now, sums), None
        to_current, *_ = to_state(step, only_current, state_before(t), at(t), parameters, now)
        return (now, sums), packed(to_current, plan.current_dtype, as_bits)

    zeros = _zeros([shape] * (len(step.is_current) + count), wide, *operands)
    carry = (zeros[: len(step.is_current)], zeros[len(step.is_current) :])
    (now, sums), to_current = lax.scan(
        body, carry, jnp.arange(plan.length), reverse=True, unroll=unroll
    )
    _, to_initial, last = to_state(step, all_others, state_before(0), at(0), parameters, now)
    sums = [x + y for x, y in zip(sums, pick(last, plan.wanted), strict=True)]
    to_states = pick(to_initial, plan.inputs[1 : 1 + step.states])
    currents = [sealed(to_current, plan.current_dtype)] if plan.inputs[0] else []
    return [*currents, *to_states, *sums]


def tangent(*operands: jax.Array, plan: Linear, unroll: int = 1) -> list[jax.Array]:
    """Run the derivative of a step over time."""
    step, wide = plan.step, plan.dtype
    tangents, point = plan.inputs_and_point(operands)
    shape = step_shape(plan.input_axes, operands)
    at, inner_at, state_before = _readers(plan, point, shape, False)
    zero = jnp.zeros(shape, wide)
    current, *others = tangents
    start, of_parameters = (
        [zero if x is None else x for x in some]
        for some in (others[: step.states], others[step.states :])
    )
    parameters = [jnp.broadcast_to(x, shape) for x in point.parameters]
    each_step = (plan.outputs[0], *plan.outputs[1 + step.states :])

    def body(state_tangent: Any, t: jax.Array) -> tuple[Any, Any]:
        to_current = zero if current is None else read(current, t, current.dtype, wide)
        state_tangent, spike_tangent = push(
            step,
            inner_at(t),
            state_before(t),
            at(t),
            parameters,
            (list(state_tangent), to_current, of_parameters),
        )
        state_tangent = list(state_tangent)
        return state_tangent, pick(
            [spike_tangent.astype(plan.spike_dtype), *state_tangent], each_step
        )

    start = list(compat.vary_alike(*start, *operands)[: step.states])
    final, stacked = lax.scan(body, start, jnp.arange(plan.length), unroll=unroll)
    count = int(plan.outputs[0])
    finals = pick(final, plan.outputs[1 : 1 + step.states])
    return [*stacked[:count], *finals, *stacked[count:]]


def _readers(
    plan: Linear, point: Point, shape: tuple[int, ...], as_bits: bool
) -> tuple[Any, Any, Any]:
    """Return how to read the current, the inner values, and the state before a step.

    What a derivative does not depend on, and was not kept, is read as 0.
    """
    zero = jnp.zeros(shape, plan.dtype)
    step = plan.step

    def reader(array: Any) -> Any:
        held = opened(array, as_bits)
        return lambda t: zero if array is None else read(held, t, array.dtype, plan.dtype)

    at, *readers = [reader(array) for array in (point.current, *point.kept)]

    def inner_at(t: Any) -> list[jax.Array]:
        pairs = zip(readers, step.is_current, strict=True)
        return [at(t) if same else own(t) for own, same in pairs]

    def state_before(t: Any) -> list[jax.Array]:
        if point.initial is None:
            return [zero] * step.states
        state, _ = step.fire(inner_at(jnp.maximum(t - 1, 0)), point.parameters)
        return [jnp.where(t == 0, first, x) for first, x in zip(point.initial, state, strict=True)]

    return at, inner_at, state_before


def _inner(step: Step, carried: Any, current: jax.Array) -> list[jax.Array]:
    """Return all inner values, from those that are not the current, and the current."""
    remaining = iter(carried)
    return [current if same else next(remaining) for same in step.is_current]


def _zeros(shapes: Any, dtype: Any, *like: jax.Array) -> list[jax.Array]:
    """Return zeros that vary over the same axes of a mesh as other arrays."""
    zeros = [jnp.zeros(shape, dtype) for shape in shapes]
    return list(compat.vary_alike(*zeros, *like)[: len(zeros)])
