"""How large an error may be, and why it may be larger for some surrogates."""

import dataclasses
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np

from .expected import Expected

__all__ = [
    "ALLOWANCES",
    "BASE",
    "BASE_OF_HALF",
    "Tolerance",
    "is_half",
    "tolerance",
    "ulp",
]

BASE = {"forward": 0.0, "backward": 4.0, "second": 8.0}
"""The limit of each pass in ulp, for dtypes that are computed in themselves.

The second derivative is a product of more factors, each of them rounded.
"""

BASE_OF_HALF = {"forward": 0.0, "backward": 1.0, "second": 1.0}
"""The same for float16 and bfloat16, which are computed in float32 and rounded once."""

GAUSSIANS = ("ERF", "GaussianGrad", "MultiGaussianGrad")
"""Exponentials of a rounded argument: that rounding, times the argument, is in the result."""

EXPONENTIALS = (
    "Asymmetric",
    "LaplaceGrad",
    "PiecewiseExp",
    "S2NN",
    "Sigmoid",
    "SlayerGrad",
    "TanhGrad",
)
"""Exponentials of an exact argument, which is rounded on `PLATFORMS_OF_POWERS` alone."""

PLATFORMS_OF_POWERS = ("tpu",)
"""Where the hardware has powers of two: the argument is multiplied by the logarithm of e."""

SIGNED_TERMS = 4.0
"""Allowed error of a sum of terms of both signs, in ulp of the sizes they have nearby."""

ALLOWANCES = {
    "exponential": (
        "an exponential multiplies the rounding of its argument: allowed besides is what one part "
        "in 2^23 of x changes, or in 2^52 for float64"
    ),
    "signs": (
        f"terms of both signs cancel, and their rounding stays: allowed besides are "
        f"{SIGNED_TERMS:.0f} ulp of the largest value, for MultiGaussianGrad of those from x "
        "outwards"
    ),
}
"""What each allowance is for."""


@dataclasses.dataclass(frozen=True)
class Tolerance:
    """How far a result may be from what is expected, at each point.

    Attributes
    ----------
    unit : array
        What an ulp is.
    base : array
        Without any allowance.
    total : array
        With those of the surrogate.
    negligible : float
        The size up to which a result counts as 0, and so does what is expected.
    allowances : tuple of str
        Which those are: keys of `ALLOWANCES`.
    """

    unit: np.ndarray
    base: np.ndarray
    total: np.ndarray
    negligible: float
    allowances: tuple[str, ...]


def tolerance(name: str, stage: str, dtype: Any, executed_on: str, expected: Expected) -> Tolerance:
    """Return the tolerance of a surrogate's pass.

    Parameters
    ----------
    name : str
        Of the surrogate.
    stage : str
        A key of `BASE`.
    dtype : floating dtype
        Of the result.
    executed_on : str
        The platform that computed it.
    expected : Expected
        What it is compared with.
    """
    half = is_half(dtype)
    limit = (BASE_OF_HALF if half else BASE)[stage]
    unit = _unit(stage, dtype, expected)
    if limit == 0:
        return Tolerance(unit, np.zeros_like(unit), np.zeros_like(unit), 0.0, ())
    base = limit * unit + (0.0 if half else _product_rounding(stage, dtype, expected))
    working = np.dtype(np.float32) if half else np.dtype(dtype)
    size = np.abs(expected.factor)
    allowed = {}
    rounds_more = executed_on in PLATFORMS_OF_POWERS
    if name in GAUSSIANS or (name in EXPONENTIALS and rounds_more):
        allowed["exponential"] = size * np.abs(expected.slope) * float(jnp.finfo(working).eps)
    if name in _LARGEST:
        allowed["signs"] = size * SIGNED_TERMS * ulp(_LARGEST[name](expected), working)
    total = sum(allowed.values(), base)
    return Tolerance(unit, base, total, _flushed_below(dtype), tuple(allowed))


def _unit(stage: str, dtype: Any, expected: Expected) -> np.ndarray:
    """Return an ulp of what is rounded: of the formula, or of the result for half precision."""
    if stage == "forward":
        return ulp(np.ones_like(expected.formula), dtype)
    if is_half(dtype):
        return ulp(expected.value, dtype)
    scaled = np.abs(expected.factor) * ulp(expected.formula, dtype)
    return np.maximum(scaled, float(jnp.finfo(dtype).smallest_subnormal))


def _product_rounding(stage: str, dtype: Any, expected: Expected) -> np.ndarray:
    """Return half an ulp of the result for each factor, unless they are powers of two."""
    exact = np.abs(np.frexp(expected.factor)[0]) == 0.5
    return np.where(exact, 0.0, 0.5 * _FACTORS[stage] * ulp(expected.value, dtype))


def ulp(value: np.ndarray, dtype: Any) -> np.ndarray:
    """Return the distance between neighbouring numbers of a dtype around each value."""
    limits = jnp.finfo(dtype)
    sizes = np.where(np.isfinite(value), np.abs(value), 1.0)
    exponent = np.frexp(np.maximum(sizes, float(limits.smallest_normal)))[1] - 1
    return np.ldexp(1.0, exponent - limits.nmant)


def is_half(dtype: Any) -> bool:
    """Return whether a dtype is computed in float32."""
    return jnp.finfo(dtype).bits < 32


def _flushed_below(dtype: Any) -> float:
    """Return the size up to which a result may be 0, as subnormal intermediates are on CPU and TPU.

    It is 64 times the smallest normal number, but nothing for float16, all of whose numbers are
    normal ones in float32.
    """
    limits = jnp.finfo(dtype)
    wide = limits.minexp <= jnp.finfo(jnp.float32).minexp
    return 64.0 * float(limits.smallest_normal) if wide else 0.0


_FACTORS = {"backward": 1, "second": 2}


def _largest(expected: Expected) -> np.ndarray:
    sizes = np.where(np.isfinite(expected.formula), np.abs(expected.formula), 0.0)
    return np.broadcast_to(sizes.max(axis=-1, keepdims=True), sizes.shape)


def _largest_outwards(expected: Expected) -> np.ndarray:
    """Return the largest size of the values at least as far from the threshold."""
    sizes = np.where(np.isfinite(expected.formula), np.abs(expected.formula), 0.0)
    inwards = np.argsort(-np.abs(expected.x), axis=-1)
    largest = np.maximum.accumulate(np.take_along_axis(sizes, inwards, -1), axis=-1)
    result = np.empty_like(largest)
    np.put_along_axis(result, inwards, largest, -1)
    return result


_LARGEST: dict[str, Callable[[Expected], np.ndarray]] = {
    "MultiGaussianGrad": _largest_outwards,
    "SquarewaveFourierSeries": _largest,
}
"""Surrogates that are sums of terms of both signs, and how large those are at each point."""
