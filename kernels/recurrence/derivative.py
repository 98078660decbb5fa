"""The derivative of one step, traced from the step itself: of what fires, and of what charges."""

from collections.abc import Callable, Sequence
from typing import Any

import jax

from .step import Arrays, Halves

__all__ = ["push", "to_inner", "to_state"]


def to_inner(
    step: Halves,
    wanted: Sequence[bool],
    inner: Arrays,
    parameters: Arrays,
    state_cotangent: Arrays,
    spike_cotangent: jax.Array,
) -> tuple[list[jax.Array], list[Any]]:
    """Return the cotangents of the inner values, and of the parameters that are wanted."""
    count = len(inner)
    found = _pullback(
        lambda *xs: _flat(step.fire(xs[:count], xs[count:])),
        [*inner, *parameters],
        [True] * count + [*wanted],
        [*state_cotangent, spike_cotangent],
    )
    return found[:count], found[count:]


def to_state(
    step: Halves,
    wanted: Sequence[bool],
    state: Arrays,
    current: jax.Array,
    parameters: Arrays,
    inner_cotangent: Arrays,
) -> tuple[Any, list[Any], list[Any]]:
    """Return the cotangents of the current, of the state before the step, and of parameters.

    `wanted` says for each of those, in this order, whether it is wanted; the others are None.
    """
    count = 1 + len(state)
    found = _pullback(
        lambda x, *xs: list(step.charge(xs[: len(state)], x, xs[len(state) :])),
        [current, *state, *parameters],
        wanted,
        list(inner_cotangent),
    )
    return found[0], found[1:count], found[count:]


def push(
    step: Halves,
    inner: Arrays,
    state: Arrays,
    current: jax.Array,
    parameters: Arrays,
    tangents: tuple[Arrays, jax.Array, Arrays],
) -> tuple[Arrays, jax.Array]:
    """Return the tangents of the next state and of the output, from those of what goes in.

    `tangents` are those of the state, the current and the parameters.
    """
    inner_tangent = jax.jvp(
        lambda *xs: list(step.charge(*xs)), (list(state), current, list(parameters)), tangents
    )[1]
    return jax.jvp(
        lambda *xs: step.fire(*xs), (list(inner), list(parameters)), (inner_tangent, tangents[2])
    )[1]


def _flat(fired: tuple[Arrays, jax.Array]) -> list[jax.Array]:
    state, spike = fired
    return [*state, spike]


def _pullback(
    function: Callable[..., list[jax.Array]],
    primals: Sequence[Any],
    wanted: Sequence[bool],
    cotangents: list[jax.Array],
) -> list[Any]:
    """Return the cotangents of the arguments that are wanted; None for the others."""

    def of_wanted(*some: jax.Array) -> list[jax.Array]:
        remaining = iter(some)
        return function(
            *(next(remaining) if want else x for want, x in zip(wanted, primals, strict=True))
        )

    chosen = [x for want, x in zip(wanted, primals, strict=True) if want]
    found = iter(jax.vjp(of_wanted, *chosen)[1](cotangents))
    return [next(found) if want else None for want in wanted]
