"""What the derivative of a step depends on, and so must be kept for the backward pass."""

import dataclasses
import functools
from typing import Any

import jax
import jax.numpy as jnp

from .. import compat
from .derivative import to_inner, to_state
from .plan import pick
from .step import Arrays, Step

__all__ = ["Needs", "needs"]


@dataclasses.dataclass(frozen=True)
class Needs:
    """What a backward pass reads besides cotangents and parameters.

    Attributes
    ----------
    kept : tuple of bool
        Which inner values, other than the current itself.
    current, initial : bool
        Whether the current, and the initial state.
    """

    kept: tuple[bool, ...]
    current: bool
    initial: bool

    def point(self, kept: Arrays, current: Any, initial: Arrays, parameters: Arrays) -> list[Any]:
        """Return the operands that say where the derivative is taken, as `Linear` has them."""
        return [
            *kept,
            *([current] if self.current else []),
            *(initial if self.initial else []),
            *parameters,
        ]


@functools.lru_cache(maxsize=1024)
def needs(step: Step, inputs: tuple[bool, ...]) -> Needs:
    """Return what the derivative to some of current, initial state and parameters depends on.

    A membrane that decays by a constant, for one, has a derivative that depends on the membrane
    through the spike alone. What the traced derivative does not use need not be there.
    """
    inner, states = len(step.is_current), step.states
    sizes = [inner, inner, 1, states, len(inputs) - 1 - states]
    scalars = [jax.ShapeDtypeStruct((), jnp.float32)] * sum(sizes)
    traced = jax.make_jaxpr(lambda *xs: _one_step(step, inputs, *_split(xs, sizes)))(*scalars)
    _, used = compat.partial_eval.dce_jaxpr(traced.jaxpr, [True] * len(traced.jaxpr.outvars))
    now, before, (current,), initial, _ = _split(used, sizes)
    either = [one or other for one, other in zip(now, before, strict=True)]
    return Needs(
        kept=tuple(use and not same for use, same in zip(either, step.is_current, strict=True)),
        current=current or any(pick(either, step.is_current)),
        initial=any(initial),
    )


def _split(values: Any, sizes: list[int]) -> list[list[Any]]:
    remaining = iter(values)
    return [[next(remaining) for _ in range(size)] for size in sizes]


def _one_step(
    step: Step,
    inputs: tuple[bool, ...],
    inner: list[jax.Array],
    inner_before: list[jax.Array],
    currents: list[jax.Array],
    initial: list[jax.Array],
    parameters: list[jax.Array],
) -> list[jax.Array]:
    (current,) = currents
    one = jnp.ones_like(current)
    wanted = inputs[1 + step.states :]
    inner_cotangent, first = to_inner(step, wanted, inner, parameters, [one] * step.states, one)
    # The state before a step comes of the step before it, or is the initial one.
    fired, _ = step.fire(inner_before, parameters)
    state = [x + y for x, y in zip(fired, initial, strict=True)]
    asked = (inputs[0], *[True] * step.states, *wanted)
    to_current, to_before, second = to_state(
        step, asked, state, current, parameters, inner_cotangent
    )
    return [x for x in (to_current, *to_before, *first, *second) if x is not None]
