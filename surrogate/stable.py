"""Pieces of formulas that neither overflow nor cancel, nor do their derivatives.

Where differentiating a piece term by term would cancel, or multiply an infinity by 0, its
derivative is written out; the piece itself stays the plain expression.
"""

import functools
import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import jax
import jax.numpy as jnp

from ..bound import Bound, bind

__all__ = [
    "bounded",
    "circular_sine",
    "circular_slope",
    "cosine_of_turns",
    "decaying",
    "far_out",
    "finite",
    "gaussian",
    "inside",
    "inverse_power",
    "logistic",
    "logistic_slope",
    "lorentzian",
    "magnitude",
    "power_decay",
    "power_saturation",
    "right_sign",
    "right_size",
    "saturation",
    "sine_of_turns",
    "tanh",
    "tanh_slope",
]

Parameter = float | jax.Array

Method = TypeVar("Method", bound=Callable[..., jax.Array])


def decaying(formula: Method) -> Method:
    """Decorate a gradient formula that is 0 at ±inf: all its derivatives are 0 there, too."""

    @functools.wraps(formula)
    def method(self: Any, x: jax.Array) -> jax.Array:
        parameters, bound = bind(self)
        return _decaying(formula, bound(formula.__name__), x, *parameters.values())

    return cast(Method, method)


@functools.partial(jax.custom_jvp, nondiff_argnums=(0, 1))
def _decaying(
    formula: Callable[..., jax.Array], bound: Bound, x: jax.Array, *parameters: jax.Array
) -> jax.Array:
    return formula(bound.value(parameters), x)


def _decaying_jvp(
    formula: Callable[..., jax.Array], bound: Bound, primals: Any, tangents: Any
) -> tuple[jax.Array, jax.Array]:
    x, *parameters = primals
    infinite = jnp.abs(x) == jnp.inf
    value, tangent = jax.jvp(
        lambda x, *parameters: formula(bound.value(parameters), x),
        (jnp.where(infinite, 1.0, x), *parameters),
        tangents,
    )
    return jnp.where(infinite, 0.0, value), jnp.where(infinite, 0.0, tangent)


_decaying.defjvp(_decaying_jvp)


def bounded(formula: Method) -> Method:
    """Decorate a function that levels off: its derivatives at ±inf are those far out, not NaN."""

    @functools.wraps(formula)
    def method(self: Any, x: jax.Array) -> jax.Array:
        far = far_out(x.dtype)
        return formula(self, jnp.clip(x, -far, far))

    return cast(Method, method)


def far_out(dtype: Any) -> float:
    """Return where functions that level off are level; its third power does not overflow."""
    return float(jnp.finfo(dtype).max) ** 0.25


def finite(x: jax.Array) -> jax.Array:
    """Return `x`, or the largest number of its sign instead of an infinity."""
    largest = float(jnp.finfo(x.dtype).max)
    return jnp.clip(x, -largest, largest)


def right_sign(x: jax.Array) -> jax.Array:
    """Return -1 for negative `x`, else 1."""
    return jnp.where(x < 0, -1.0, 1.0).astype(x.dtype)


def right_size(x: jax.Array) -> jax.Array:
    """Return ``|x|``, with the derivative from the right, 1, at 0."""
    return x * right_sign(x)


@jax.custom_jvp
def magnitude(x: jax.Array) -> jax.Array:
    """Return ``|x|``, with the mean of the derivatives from both sides, 0, at 0."""
    return jnp.abs(x)


@magnitude.defjvp
def _magnitude_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    (x,), (tangent,) = primals, tangents
    return magnitude(x), tangent * jnp.sign(x)


def inside(x: jax.Array, width: Parameter, value: jax.Array) -> jax.Array:
    """Return `value` where ``|x| < width``, else 0."""
    return jnp.where(jnp.abs(x) < width, value, 0.0)


@functools.partial(jax.custom_jvp, nondiff_argnums=(1,))
def gaussian(z: jax.Array, rate: float = 1.0) -> jax.Array:
    """Return ``exp(-rate * z**2)``."""
    return jnp.exp(-rate * (z * z))


@gaussian.defjvp
def _gaussian_jvp(rate: float, primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    (z,), (tangent,) = primals, tangents
    value = gaussian(z, rate)
    tangent, z = (jnp.where(value == 0, 0.0, part) for part in (tangent, z))
    return value, -2.0 * rate * tangent * (z * value)


@jax.custom_jvp
def lorentzian(z: jax.Array, rate: Parameter) -> jax.Array:
    """Return ``1 / (1 + rate * z**2)``."""
    return 1.0 / (1.0 + rate * (z * z))


@lorentzian.defjvp
def _lorentzian_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    (z, rate), (tangent, rate_tangent) = primals, tangents
    value = lorentzian(z, rate)
    tangent, z = (jnp.where(value == 0, 0.0, part) for part in (tangent, z))
    slope = z * value
    return value, -2.0 * rate * tangent * slope * value - rate_tangent * slope * slope


@functools.partial(jax.custom_jvp, nondiff_argnums=(1,))
def inverse_power(size: jax.Array, exponent: int) -> jax.Array:
    """Return ``size**-exponent`` for ``size > 0``, with one division."""
    return 1.0 / jax.lax.integer_pow(size, exponent)


@inverse_power.defjvp
def _inverse_power_jvp(exponent: int, primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    # JAX's own has the square of the power in it, which overflows sooner.
    (size,), (tangent,) = primals, tangents
    value = inverse_power(size, exponent)
    return value, tangent * (-exponent * (value / size))


@jax.custom_jvp
def logistic(z: jax.Array) -> jax.Array:
    """Return ``1 / (1 + exp(-z))``."""
    return jax.lax.logistic(z)


@logistic.defjvp
def _logistic_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    # JAX's own is s * (1 - s), which cancels where s is nearly 1.
    (z,), (tangent,) = primals, tangents
    return logistic(z), tangent * logistic_slope(z)


@jax.custom_jvp
def logistic_slope(z: jax.Array) -> jax.Array:
    """Return ``sigmoid(z) * sigmoid(-z)``, with one exponential."""
    decay = jnp.exp(-jnp.abs(z))
    whole = 1.0 + decay
    return decay / (whole * whole)


@logistic_slope.defjvp
def _logistic_slope_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    # Differentiating exp(-|z|) / (1 + exp(-|z|))**2 term by term cancels near 0.
    (z,), (tangent,) = primals, tangents
    slope = logistic_slope(z)
    return slope, -tangent * slope * jnp.tanh(0.5 * z)


@jax.custom_jvp
def tanh(z: jax.Array) -> jax.Array:
    """Return the hyperbolic tangent."""
    return jnp.tanh(z)


@tanh.defjvp
def _tanh_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    # JAX's own is 1 - t * t, which cancels where t is nearly 1.
    (z,), (tangent,) = primals, tangents
    return tanh(z), tangent * tanh_slope(z)


@jax.custom_jvp
def tanh_slope(z: jax.Array) -> jax.Array:
    """Return the derivative of the hyperbolic tangent, with one exponential."""
    decay = jnp.exp(-2.0 * jnp.abs(z))
    whole = 1.0 + decay
    return 4.0 * decay / (whole * whole)


@tanh_slope.defjvp
def _tanh_slope_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    (z,), (tangent,) = primals, tangents
    slope = tanh_slope(z)
    return slope, -2.0 * (tangent * slope) * tanh(z)


@jax.custom_jvp
def circular_sine(z: jax.Array) -> jax.Array:
    """Return the sine of the angle whose tangent is `z`."""
    large = jnp.abs(z) > 1
    inverse = 1.0 / jnp.where(large, z, 1.0)
    small = jnp.where(large, 0.0, z)
    near_one = jnp.sign(z) / jnp.sqrt(1.0 + inverse * inverse)
    return jnp.where(large, near_one, small / jnp.sqrt(1.0 + small * small))


@circular_sine.defjvp
def _circular_sine_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    # Term by term that is a difference, which cancels where the sine is nearly 1.
    (z,), (tangent,) = primals, tangents
    return circular_sine(z), tangent * circular_slope(z)


@jax.custom_jvp
def circular_slope(z: jax.Array) -> jax.Array:
    """Return ``(1 + z**2)**-1.5``, the derivative of that sine."""
    whole = 1.0 + z * z
    return 1.0 / (whole * jnp.sqrt(whole))


@circular_slope.defjvp
def _circular_slope_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    (z,), (tangent,) = primals, tangents
    value = circular_slope(z)
    tangent, z = (jnp.where(value == 0, 0.0, part) for part in (tangent, z))
    return value, -3.0 * tangent * value * (z / (1.0 + z * z))


def saturation(size: jax.Array) -> jax.Array:
    """Return ``size / (1 + size)`` for ``size >= 0``, which is 1 at infinity."""
    large = size > 1
    inverse = 1.0 / jnp.where(large, size, 1.0)
    small = jnp.where(large, 0.0, size)
    return jnp.where(large, 1.0 / (1.0 + inverse), small / (1.0 + small))


# A power with a whole exponent of at most this is a product, which does not overflow too soon.
_MOST_FACTORS = 4


def power_decay(size: jax.Array, scale: Parameter, exponent: Parameter) -> jax.Array:
    """Return ``(1 + size / scale)**-exponent`` for ``size >= 0`` and a positive exponent."""
    if isinstance(exponent, int | float) and exponent == int(exponent) <= _MOST_FACTORS:
        return scale ** int(exponent) * inverse_power(scale + size, int(exponent))
    return jnp.exp(-exponent * _log_of_one_plus(size, scale))


def power_saturation(size: jax.Array, scale: Parameter, exponent: Parameter) -> jax.Array:
    """Return the integral of ``(1 + s)**-exponent`` over s from 0 to ``size / scale >= 0``."""
    # That is (exp(z) - 1) / rate, with z = rate * log(1 + size / scale); by its series for small z.
    logarithm = _log_of_one_plus(size, scale)
    rate = 1.0 - exponent
    z = rate * logarithm
    near = jnp.abs(z) < 0.1
    small = jnp.where(near, z, 0.0)
    series = 1.0 + small / 12.0
    for count in range(11, 1, -1):
        series = 1.0 + small / count * series
    large = jnp.expm1(jnp.where(near, 1.0, z)) / jnp.where(near, 1.0, rate)
    return jnp.where(near, logarithm * series, large)


def _log_of_one_plus(size: jax.Array, scale: Parameter) -> jax.Array:
    """Return ``log(1 + size / scale)``, for a quotient that may be small or overflow."""
    small = jnp.log1p(jnp.minimum(size, scale) / scale)
    large = jnp.log(scale + jnp.maximum(size, scale)) - jnp.log(scale)
    return jnp.where(size < scale, small, large)


# The Taylor series of the sine, up to a right angle: as many terms as the dtype has digits for.
_SINE_TERMS = {32: 7, 64: 11}


@jax.custom_jvp
def sine_of_turns(turns: jax.Array) -> jax.Array:
    """Return ``sin(2 pi turns)``, precise for many turns and near its zeros."""
    part = turns - jnp.floor(turns + 0.5)
    folded = jnp.where(jnp.abs(part) > 0.25, 0.5 * jnp.sign(part) - part, part)
    return _sine_up_to_a_quarter(folded)


@sine_of_turns.defjvp
def _sine_of_turns_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    (turns,), (tangent,) = primals, tangents
    return sine_of_turns(turns), 2.0 * math.pi * tangent * cosine_of_turns(turns)


@jax.custom_jvp
def cosine_of_turns(turns: jax.Array) -> jax.Array:
    """Return ``cos(2 pi turns)``, precise for many turns and near its zeros."""
    part = turns - jnp.floor(turns + 0.5)
    return _sine_up_to_a_quarter(0.25 - jnp.abs(part))


@cosine_of_turns.defjvp
def _cosine_of_turns_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    (turns,), (tangent,) = primals, tangents
    return cosine_of_turns(turns), -2.0 * math.pi * tangent * sine_of_turns(turns)


def _sine_up_to_a_quarter(turns: jax.Array) -> jax.Array:
    angle = 2.0 * math.pi * turns
    square = angle * angle
    series = jnp.ones_like(angle)
    for count in reversed(range(1, _SINE_TERMS[jnp.finfo(angle.dtype).bits])):
        series = 1.0 - square * (1.0 / (2 * count * (2 * count + 1))) * series
    return angle * series
