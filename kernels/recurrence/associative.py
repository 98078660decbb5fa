"""The passes over time as a tree: what a step adds, and what it multiplies, combined in pairs.

A step that is affine in its state takes it to ``A @ state + b``, and two such steps one after the
other are one again. So all states come of some 2 log2 T turns instead of T, and so do the
cotangents of the state, which are affine backwards in time. Everything else is of one step each.

References
----------
Blelloch, "Prefix sums and their applications", CMU-CS-90-190, 1990.
"""

import functools
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from ..dispatch import Task
from . import affine, recompute
from .affine import Matrix
from .one_step import back, fired
from .plan import Forward, Linear, pick, step_shape

__all__ = ["run", "why_not"]


def why_not(task: Task) -> str | None:
    """Return None: on any platform and in any dtype; for which steps, `run` knows."""
    del task


def run(task: Task, *operands: jax.Array, plan: Forward | Linear) -> list[jax.Array]:
    """Run a pass over the current, or the transpose of its derivative.

    Raises
    ------
    NotImplementedError
        If the step is not affine in its state.
    """
    del task
    forward = isinstance(plan, Forward)
    parameters = len(operands) - 1 - plan.step.states if forward else len(plan.wanted)
    bent = affine.why_not(plan.step, parameters)
    if bent is not None:
        raise NotImplementedError(
            "runs steps whose next state is affine in the state, such as those of neurons without "
            f"a reset, but this one passes it through {bent}; use 'native', 'pallas' or 'xla'"
        )
    if forward:
        return _forward(*operands, plan=plan)
    if plan.recompute:
        whole, given = recompute.with_inner_values(plan, plan.output_axes, operands, _forward)
        return _backward(*given, plan=whole)
    return _backward(*operands, plan=plan)


def _forward(*operands: jax.Array, plan: Forward) -> list[jax.Array]:
    step = plan.step
    current, initial, parameters = plan.split(operands)
    current = current.astype(plan.dtype)
    zero = jnp.zeros_like(current)
    # What each step adds to a state of 0; the first goes on from the initial one.
    start = [_later(first, zero) for first in initial]
    added, _ = step.fire(step.charge(start, current, parameters), parameters)
    states = _solved(affine.matrix(step, parameters, plan.dtype), added)
    # One step more from each state, so that all that is returned comes of the same inner values.
    before = [_later(*each) for each in zip(initial, states, strict=True)]
    state, rows = fired(plan, step.charge(before, current, parameters), parameters)
    count = int(plan.results[0])
    return [*rows[:count], *pick([x[-1] for x in state], plan.final), *rows[count:]]


def _backward(*operands: jax.Array, plan: Linear) -> list[jax.Array]:
    step, wide = plan.step, plan.dtype
    cotangents, point = plan.cotangents_and_point(operands)
    shape = (plan.length, *step_shape(plan.output_axes, operands))
    zero = jnp.zeros(shape, wide)

    def whole(x: Any) -> jax.Array:
        return zero if x is None else x.astype(wide)

    current, kept = whole(point.current), map(whole, point.kept)
    inner = [current if same else own for own, same in zip(kept, step.is_current, strict=True)]
    before = [zero] * step.states
    if point.initial is not None:
        state, _ = step.fire(inner, point.parameters)
        before = [_later(*each) for each in zip(point.initial, state, strict=True)]
    parameters = [
        jnp.broadcast_to(x, shape) if want else x
        for x, want in zip(point.parameters, plan.wanted, strict=True)
    ]

    def pulled(state_cotangent: Sequence[jax.Array]) -> Any:
        both = state_cotangent, whole(cotangents.spikes)
        return back(plan, inner, before, current, parameters, both)

    # What each step's spike adds to the cotangent of the state before it.
    _, added, _ = pulled([zero] * step.states)
    finals = [zero[0] if x is None else x for x in cotangents.final]
    added = [
        whole(trace) + _earlier(final, x)
        for trace, final, x in zip(cotangents.trace, finals, added, strict=True)
    ]
    transposed = tuple(zip(*affine.matrix(step, point.parameters, wide), strict=True))
    to_current, to_before, to_parameters = pulled(_solved(transposed, added, reverse=True))
    currents = [to_current.astype(plan.current_dtype)] if plan.inputs[0] else []
    to_initial = pick([x[0] for x in to_before], plan.inputs[1 : 1 + step.states])
    return [*currents, *to_initial, *(x.sum(0) for x in to_parameters)]


def _solved(matrix: Matrix, added: Sequence[jax.Array], reverse: bool = False) -> list[jax.Array]:
    """Return the states of a recurrence, from what is added to each, the first one included."""
    length, *shape = added[0].shape

    def at_each(entry: jax.Array) -> jax.Array:
        aligned = entry.reshape(*[1] * (len(shape) - entry.ndim), *entry.shape)
        return jnp.broadcast_to(aligned, (length, *aligned.shape))

    elements = jax.tree.map(at_each, matrix), list(added)
    return lax.associative_scan(_one_after_other, elements, reverse=reverse)[1]


def _one_after_other(first: Any, second: Any) -> Any:
    """Return two affine maps as one."""
    (inner, added), (outer, more) = first, second
    size = range(len(added))
    product = tuple(
        tuple(
            None if entry is None else _sum(_times(outer[i][k], inner[k][j]) for k in size)
            for j, entry in enumerate(outer[i])
        )
        for i in size
    )
    return product, [_sum([*(_times(outer[i][k], added[k]) for k in size), more[i]]) for i in size]


def _times(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one * other


def _sum(terms: Any) -> Any:
    return functools.reduce(jnp.add, [x for x in terms if x is not None])


def _later(first: jax.Array, x: jax.Array) -> jax.Array:
    """Return the values of the steps before, the first of which is given."""
    return jnp.concatenate([first[None], x[:-1]])


def _earlier(last: jax.Array, x: jax.Array) -> jax.Array:
    """Return the values of the steps after, the last of which is given."""
    return jnp.concatenate([x[1:], last[None]])
