"""Pieces of formulas that neither overflow nor cancel, and whose derivatives are finite."""

import functools
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

__all__ = [
    "bounded",
    "decaying",
    "exponential_decay",
    "gaussian",
    "logistic",
    "logistic_slope",
    "lorentzian",
    "right_sign",
    "right_size",
    "saturation",
]

Formula = Callable[[Any, jax.Array], jax.Array]

# exp(-800) is 0 in float32 and in float64.
_VANISHED = 800.0


def decaying(formula: Formula) -> Formula:
    """Decorate a gradient formula that goes to 0: at ±inf it is 0, with all its derivatives.

    The formula is evaluated at 1 there, so that no infinity times 0 comes up inside it.
    """

    @functools.wraps(formula)
    def at_infinity_zero(self: Any, x: jax.Array) -> jax.Array:
        infinite = jnp.abs(x) == jnp.inf
        return jnp.where(infinite, 0.0, formula(self, jnp.where(infinite, 1.0, x)))

    return at_infinity_zero


def bounded(formula: Formula) -> Formula:
    """Decorate a function that levels off, so that its derivatives at ±inf are 0, not NaN.

    The formula is evaluated at most at the square root of the largest number.
    """

    @functools.wraps(formula)
    def level_far_out(self: Any, x: jax.Array) -> jax.Array:
        far = float(jnp.finfo(x.dtype).max) ** 0.5
        return formula(self, jnp.clip(x, -far, far))

    return level_far_out


def right_size(x: jax.Array) -> jax.Array:
    """Return ``|x|``, with the derivative 1 at 0 (that of ``jnp.abs`` is 0 there)."""
    return jnp.where(x < 0, -x, x)


def right_sign(x: jax.Array) -> jax.Array:
    """Return -1 for negative `x`, else 1."""
    return jnp.where(x < 0, -1.0, 1.0).astype(x.dtype)


def exponential_decay(size: jax.Array) -> jax.Array:
    """Return ``exp(-size)`` for ``size >= 0``."""
    return jnp.exp(-jnp.minimum(size, _VANISHED))


def gaussian(z: jax.Array, rate: float = 1.0) -> jax.Array:
    """Return ``exp(-rate * z**2)``."""
    far = (_VANISHED / rate) ** 0.5
    z = jnp.clip(z, -far, far)
    return jnp.exp(-rate * (z * z))


def lorentzian(z: jax.Array) -> jax.Array:
    """Return ``1 / (1 + z**2)``."""
    # Beyond, the square would overflow, and the value is less than the smallest normal number.
    far = jnp.abs(z) > float(jnp.finfo(z.dtype).max) ** 0.5 / 2
    near = jnp.where(far, 0.0, z)
    return jnp.where(far, 0.0, 1.0 / (1.0 + near * near))


def saturation(size: jax.Array) -> jax.Array:
    """Return ``size / (1 + size)`` for ``size >= 0``, which is 1 at infinity."""
    large = size > 1
    inverse = 1.0 / jnp.where(large, size, 1.0)
    small = jnp.where(large, 0.0, size)
    return jnp.where(large, 1.0 / (1.0 + inverse), small / (1.0 + small))


@jax.custom_jvp
def logistic(z: jax.Array) -> jax.Array:
    """Return ``1 / (1 + exp(-z))``."""
    return jax.lax.logistic(z)


@logistic.defjvp
def _logistic_jvp(primals: Any, tangents: Any) -> Any:
    # JAX's own is s * (1 - s), which cancels where s is nearly 1.
    (z,), (tangent,) = primals, tangents
    return logistic(z), tangent * logistic_slope(z)


@jax.custom_jvp
def logistic_slope(z: jax.Array) -> jax.Array:
    """Return ``sigmoid(z) * sigmoid(-z)``, with one exponential."""
    decay = jnp.exp(-jnp.abs(z))
    inverse = 1.0 / (1.0 + decay)
    return decay * inverse * inverse


@logistic_slope.defjvp
def _logistic_slope_jvp(primals: Any, tangents: Any) -> Any:
    # Differentiating exp(-|z|) / (1 + exp(-|z|))**2 term by term cancels near 0.
    (z,), (tangent,) = primals, tangents
    slope = logistic_slope(z)
    return slope, -tangent * slope * jnp.tanh(0.5 * z)
