"""What a kernel does at each step, forward and backward, whatever it runs on."""

from typing import Any

import jax
import jax.numpy as jnp

from .derivative import to_inner, to_state
from .plan import Forward, Linear, pick
from .rounding import rounded
from .step import Arrays

__all__ = ["back", "fired"]


def fired(
    plan: Forward, inner: Arrays, parameters: Arrays
) -> tuple[list[jax.Array], list[jax.Array]]:
    """Return the next state, and those of spike, state and inner values that are to be written."""
    state, spike = plan.step.fire(inner, parameters)
    kept = pick(inner, plan.kept)
    if plan.inner_dtype != plan.dtype:
        kept = rounded(plan.step, plan.kept, inner, spike, parameters)
    return list(state), [*pick([spike.astype(plan.spike_dtype), *state], plan.each_step), *kept]


def back(
    plan: Linear,
    inner: Arrays,
    before: Arrays,
    current: jax.Array,
    parameters: Arrays,
    cotangents: tuple[Arrays, jax.Array],
) -> tuple[Any, list[jax.Array], list[jax.Array]]:
    """Return the cotangents of the current, the state before a step, and wanted parameters.

    Parameters
    ----------
    plan : Linear
        What is wanted.
    inner, before, current, parameters : arrays of one shape
        The inner values of the step, the state before it, its current, and the parameters.
    cotangents : arrays
        Of the state after the step, and of its output.
    """
    step = plan.step
    inner_cotangent, first = to_inner(step, plan.wanted, inner, parameters, *cotangents)
    wanted = (plan.inputs[0], *[True] * step.states, *plan.wanted)
    to_current, to_before, second = to_state(
        step, wanted, before, current, parameters, inner_cotangent
    )
    pairs = zip(pick(first, plan.wanted), pick(second, plan.wanted), strict=True)
    return to_current, to_before, [jnp.add(one, other) for one, other in pairs]
