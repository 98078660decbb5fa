"""Pieces of formulas that neither overflow nor cancel, and whose derivatives are finite."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

import jax
import jax.numpy as jnp

__all__ = [
    "bounded",
    "decaying",
    "exponential_decay",
    "gaussian",
    "inside",
    "logistic",
    "logistic_slope",
    "lorentzian",
    "power_decay",
    "power_saturation",
    "right_sign",
    "right_size",
    "saturation",
]

Parameter = float | jax.Array

Method = TypeVar("Method", bound=Callable[..., jax.Array])

# exp(-800) is 0 in float32 and in float64.
_VANISHED = 800.0

# A power with a whole exponent of at most this is written as a product.
_MOST_FACTORS = 16


def inside(x: jax.Array, width: Parameter, value: jax.Array) -> jax.Array:
    """Return `value` where ``|x| < width``, else 0."""
    return jnp.where(jnp.abs(x) < width, value, 0.0)


def decaying(formula: Method) -> Method:
    """Decorate a gradient formula that goes to 0: at ±inf it is 0, with all its derivatives.

    The formula is evaluated at 1 there, so that no infinity times 0 comes up inside it.
    """

    @functools.wraps(formula)
    def at_infinity_zero(self: Any, x: jax.Array) -> jax.Array:
        infinite = jnp.abs(x) == jnp.inf
        return jnp.where(infinite, 0.0, formula(self, jnp.where(infinite, 1.0, x)))

    return cast(Method, at_infinity_zero)


def bounded(formula: Method) -> Method:
    """Decorate a function that levels off, so that its derivatives at ±inf are 0, not NaN.

    The formula is evaluated at most at the square root of the largest number.
    """

    @functools.wraps(formula)
    def level_far_out(self: Any, x: jax.Array) -> jax.Array:
        far = float(jnp.finfo(x.dtype).max) ** 0.5
        return formula(self, jnp.clip(x, -far, far))

    return cast(Method, level_far_out)


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


def power_decay(size: jax.Array, exponent: Parameter) -> jax.Array:
    """Return ``(1 + size)**-exponent`` for ``size >= 0`` and ``exponent > 0``."""
    if isinstance(exponent, int | float) and exponent == int(exponent) <= _MOST_FACTORS:
        return jax.lax.integer_pow(1.0 / (1.0 + size), int(exponent))
    return exponential_decay(exponent * jnp.log1p(size))


def power_saturation(size: jax.Array, exponent: Parameter) -> jax.Array:
    """Return the integral of `power_decay` from 0 to ``size >= 0``."""
    # That is (exp(z * log1p(size)) - 1) / z with z = 1 - exponent, by its series where z is small.
    far = float(jnp.finfo(size.dtype).max) ** 0.5
    logarithm = jnp.log1p(jnp.minimum(size, far))
    rate = 1.0 - exponent
    z = rate * logarithm
    near = jnp.abs(z) < 0.1
    small = jnp.where(near, z, 0.0)
    series = 1.0 + small / 7.0
    for count in (6, 5, 4, 3, 2):
        series = 1.0 + small / count * series
    large = jnp.expm1(jnp.where(near, 1.0, z)) / jnp.where(near, 1.0, rate)
    return jnp.where(near, logarithm * series, large)


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
