"""Inner values in fewer bits, rounded so that they fire as the whole ones do."""

import itertools
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from .plan import pick
from .step import Arrays, Step

__all__ = ["rounded"]

_MOST_TOGETHER = 3
"""With so many inner values or fewer, all combinations of roundings are tried."""


def rounded(
    step: Step, kept: Sequence[bool], inner: Arrays, spike: jax.Array, parameters: Arrays
) -> list[jax.Array]:
    """Return the kept ones of inner values in float32, as bfloat16.

    Each goes to the nearest bfloat16, or, if the step would not fire the same spike then, to the
    neighbour on its other side. A spike that grows with each inner value, or falls, always
    has such neighbours, since those on the right sides leave it as it is.
    """
    neighbours = [_neighbours(x) for x in inner]

    def fires_alike(candidate: Sequence[jax.Array]) -> jax.Array:
        return step.fire(candidate, parameters)[1] == spike

    def candidate(choice: Sequence[bool]) -> list[jax.Array]:
        chosen = iter(choice)
        return [
            (far if next(chosen) else near) if keep else x
            for keep, x, (near, far) in zip(kept, inner, neighbours, strict=True)
        ]

    first, *others = [candidate(choice) for choice in _choices(sum(kept))]
    found, result = fires_alike(first), first
    for each in others:
        better = ~found & fires_alike(each)
        result = [jnp.where(better, new, old) for new, old in zip(each, result, strict=True)]
        found |= better
    return [
        _straight(new, x).astype("bfloat16")
        for new, x in pick(zip(result, inner, strict=True), kept)
    ]


def _choices(count: int) -> list[tuple[bool, ...]]:
    """Return for which values the other neighbour is tried: none first."""
    if count <= _MOST_TOGETHER:
        return sorted(itertools.product((False, True), repeat=count), key=sum)
    return [tuple(i == j for i in range(count)) for j in range(-1, count)]


# A bfloat16 is the upper half of a float32. Compilers may leave out a conversion there and back.
_LOWER = 0xFFFF
_TIE = 0x8000


def _neighbours(x: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Return the nearest bfloat16 to a float32, and the one on its other side, as float32."""
    bits = lax.bitcast_convert_type(x, jnp.int32)
    lower = bits & _LOWER
    towards_zero = bits - lower
    away = jnp.where(lower == 0, towards_zero, towards_zero + (_LOWER + 1))
    is_odd = (bits >> 16) & 1 == 1
    round_up = (lower > _TIE) | ((lower == _TIE) & is_odd)
    nearest = jnp.where(round_up, away, towards_zero)
    other = jnp.where(round_up, towards_zero, away)
    one, two = (lax.bitcast_convert_type(y, x.dtype) for y in (nearest, other))
    return jnp.where(jnp.isnan(x), x, one), jnp.where(jnp.isnan(x), x, two)


@jax.custom_jvp
def _straight(rounded: jax.Array, x: jax.Array) -> jax.Array:
    """Return `rounded`, with the derivative of `x`."""
    del x
    return rounded


@_straight.defjvp
def _straight_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    return _straight(*primals), tangents[1]
