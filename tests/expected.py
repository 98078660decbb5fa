"""Every surrogate with the parameters it is tested with, and its values in high precision.

The formulas are written with mpmath from the definitions. Where a surrogate is defined by its
derivative alone, its smooth function is the numerical integral.
"""

import dataclasses
import functools
from collections.abc import Callable, Mapping
from typing import Any

import jax.numpy as jnp
import mpmath
import numpy as np
from mpmath import mp, mpf

from spikefuse import surrogate

__all__ = ["CASES", "DEFAULTS", "TABLE", "Case", "Entry", "spacing"]

DIGITS = 40

# The numbers below are mpmath's, whose types are not told apart by a checker.
Number = Any

Formula = Callable[..., Number]


def _nowhere(**_: Any) -> tuple[float, ...]:
    return ()


def _one_term(**_: Any) -> Number:
    return mpf(0)


@dataclasses.dataclass(frozen=True, eq=False)
class Entry:
    """The definition of a surrogate.

    Attributes
    ----------
    name, function
        Of the class and of the function.
    defaults
        The arguments, in the constructor's order.
    others
        Other arguments to test with.
    grad, fun
        The derivative and the smooth function, of ``x`` and the arguments as keywords.
    kinks
        Where, besides 0, a piece of the gradient ends.
    terms
        The size of the terms that the gradient adds, where they cancel.
    at_zero
        The smooth function at 0.
    """

    name: str
    function: str
    defaults: Mapping[str, Any]
    others: tuple[Mapping[str, Any], ...]
    grad: Formula
    fun: Formula
    kinks: Callable[..., tuple[float, ...]] = _nowhere
    terms: Formula = _one_term
    at_zero: float = 0.5


@dataclasses.dataclass(frozen=True, eq=False)
class Case:
    """A surrogate with some arguments, and its values, rounded to float64."""

    entry: Entry
    arguments: Mapping[str, Any]

    def __str__(self) -> str:
        return ",".join([self.entry.name, *(f"{k}={v}" for k, v in self.arguments.items())])

    @property
    def parameters(self) -> dict[str, Any]:
        return {**self.entry.defaults, **self.arguments}

    @property
    def traceable(self) -> dict[str, float]:
        return {name: value for name, value in self.parameters.items() if name != "n"}

    @property
    def kinks(self) -> tuple[float, ...]:
        return self.entry.kinks(**self.parameters)

    def make(self, **changes: Any) -> Any:
        return getattr(surrogate, self.entry.name)(**{**self.parameters, **changes})

    def grad(self, x: Any) -> np.ndarray:
        return self._at(x, "grad")

    def fun(self, x: Any) -> np.ndarray:
        return self._at(x, "fun")

    def derivative(self, what: str, name: str, x: Any) -> np.ndarray:
        """Return the derivative of "fun" or "grad" to ``x`` or to a parameter."""
        return self._at(x, what, name)

    def rounded_in_grad(self, x: Any) -> np.ndarray:
        """Return by what a relative error of one in every part changes the gradient, at most."""
        by_x = np.where(x == 0, 0.0, x * self.derivative("grad", "x", x))
        return np.abs(self.grad(x)) + np.abs(by_x) + np.abs(self._at(x, "terms"))

    def rounded_in_fun(self, x: Any) -> np.ndarray:
        """Return by what a relative error of one in every part changes the smooth function."""
        return np.abs(self.fun(x)) + np.abs(x * self.grad(x)) + self.entry.at_zero

    def _at(self, x: Any, what: str, derived: str | None = None) -> np.ndarray:
        x = np.asarray(x, np.float64)
        arguments = tuple(self.parameters.items())
        values = [_value(self.entry, arguments, what, derived, float(at)) for at in x.ravel()]
        return np.asarray(values, np.float64).reshape(x.shape)


def spacing(value: Any, dtype: Any) -> np.ndarray:
    """Return how far apart the numbers of a dtype are at a value."""
    kind = jnp.finfo(dtype)
    exponent = np.floor(np.log2(np.maximum(np.abs(value), float(kind.smallest_normal))))
    return 2.0**exponent * float(kind.eps)


@functools.cache
def _value(
    entry: Entry, arguments: tuple[tuple[str, Any], ...], what: str, derived: str | None, x: float
) -> float:
    formula = getattr(entry, what)
    with mp.workdps(DIGITS):
        at = {name: value if isinstance(value, int) else mpf(value) for name, value in arguments}
        at["x"] = mpf(x)
        if derived is None:
            return float(formula(**at))
        return float(mpmath.diff(lambda value: formula(**{**at, derived: value}), at[derived]))


def _sign(x: Number) -> int:
    return -1 if x < 0 else 1


def _logistic(z: Number) -> Number:
    return 1 / (1 + mpmath.exp(-z))


def _logistic_slope(z: Number) -> Number:
    return _logistic(z) * _logistic(-z)


def _normal(x: Number, mean: Number, deviation: Number) -> Number:
    return mpmath.npdf(x, mean, deviation)


def _normal_area(x: Number, mean: Number, deviation: Number) -> Number:
    return mpmath.ncdf(x, mean, deviation) - mpmath.ncdf(0, mean, deviation)


def _integral(grad: Formula, kinks: Callable[..., tuple[float, ...]]) -> Formula:
    """Return one half, and the integral of a gradient from 0."""

    def fun(x: Number, **arguments: Any) -> Number:
        between = (mpf(k) for k in kinks(**arguments) if 0 < _sign(x) * k < abs(x))
        ends = sorted({mpf(0), x, *between})
        area = mpmath.quad(functools.partial(grad, **arguments), ends) if x else mpf(0)
        return mpf(1) / 2 + _sign(x) * area

    return fun


def _both_sides(point: Any) -> tuple[float, ...]:
    return (-float(point), float(point))


def _piecewise_quadratic_fun(x: Number, alpha: Number) -> Number:
    if abs(x) > 1 / alpha:
        return mpf(x > 0)
    return (1 - alpha * abs(x) / 2) * alpha * x + mpf(1) / 2


def _piecewise_exp_fun(x: Number, alpha: Number) -> Number:
    return mpmath.exp(alpha * x) / 2 if x < 0 else 1 - mpmath.exp(-alpha * x) / 2


def _piecewise_leaky_relu_fun(x: Number, c: Number, w: Number) -> Number:
    if x < -w:
        return c * x + c * w
    return c * x - c * w + 1 if x > w else x / (2 * w) + mpf(1) / 2


def _squarewave_grad(x: Number, n: int, t_period: Number) -> Number:
    angle = 2 * mpmath.pi * x / t_period
    return 4 / t_period * sum(mpmath.cos((2 * i - 1) * angle) for i in range(1, n + 1))


def _squarewave_fun(x: Number, n: int, t_period: Number) -> Number:
    angle = 2 * mpmath.pi * x / t_period
    terms = (mpmath.sin((2 * i - 1) * angle) / (2 * i - 1) for i in range(1, n + 1))
    return mpf(1) / 2 + 2 / mpmath.pi * sum(terms)


def _s2nn_grad(x: Number, alpha: Number, beta: Number, epsilon: Number) -> Number:
    del epsilon
    return alpha * _logistic_slope(alpha * x) if x < 0 else beta / (x + 1)


def _s2nn_fun(x: Number, alpha: Number, beta: Number, epsilon: Number) -> Number:
    if x < 0:
        return _logistic(alpha * x)
    return beta * mpmath.log(abs(x + 1) + epsilon) + mpf(1) / 2


def _q_pseudo_spike_fun(x: Number, alpha: Number) -> Number:
    log = mpmath.log1p(2 * abs(x) / (alpha + 1))
    power = log if alpha == 1 else mpmath.expm1((1 - alpha) * log) / (1 - alpha)
    return mpf(1) / 2 + _sign(x) * (alpha + 1) / 2 * power


def _log_tailed_relu_grad(x: Number, alpha: Number) -> Number:
    return 1 / x if x > 1 else mpf(1) if x > 0 else alpha


def _log_tailed_relu_fun(x: Number, alpha: Number) -> Number:
    return 1 + mpmath.log(x) if x > 1 else x if x > 0 else alpha * x


def _relu_grad(x: Number, alpha: Number, width: Number) -> Number:
    return max(mpf(0), alpha * (width - abs(x)))


def _gaussian_grad(x: Number, sigma: Number, alpha: Number) -> Number:
    return alpha * _normal(x, mpf(0), sigma)


def _gaussian_fun(x: Number, sigma: Number, alpha: Number) -> Number:
    return mpf(1) / 2 + alpha * _normal_area(x, mpf(0), sigma)


def _multi_gaussian_parts(
    x: Number, h: Number, s: Number, sigma: Number, scale: Number, part: Formula = _normal
) -> tuple[Number, Number]:
    sides = part(x, sigma, s * sigma) + part(x, -sigma, s * sigma)
    return scale * (1 + h) * part(x, mpf(0), sigma), scale * h * sides


def _multi_gaussian_grad(x: Number, **arguments: Number) -> Number:
    narrow, wide = _multi_gaussian_parts(x, **arguments)
    return narrow - wide


def _multi_gaussian_fun(x: Number, **arguments: Number) -> Number:
    narrow, wide = _multi_gaussian_parts(x, **arguments, part=_normal_area)
    return mpf(1) / 2 + narrow - wide


def _multi_gaussian_terms(x: Number, **arguments: Number) -> Number:
    return sum(_multi_gaussian_parts(x, **arguments), mpf(0))


def _inv_square_grad(x: Number, alpha: Number) -> Number:
    return 1 / (alpha * abs(x) + 1) ** 2


def _slayer_grad(x: Number, alpha: Number) -> Number:
    return mpmath.exp(-alpha * abs(x))


def _power_law_grad(x: Number, exponent: Number, scale: Number, height: Number) -> Number:
    return height * (1 + abs(x) / scale) ** -exponent


def _power_law_fun(x: Number, exponent: Number, scale: Number, height: Number) -> Number:
    log = mpmath.log1p(abs(x) / scale)
    rise = log if exponent == 1 else mpmath.expm1((1 - exponent) * log) / (1 - exponent)
    return mpf(1) / 2 + _sign(x) * height * scale * rise


def _sparse_fun(x: Number, alpha: Number, bound: Number) -> Number:
    def rise(y: Number) -> Number:
        return y / (1 + alpha * abs(y))

    return mpf(1) / 2 + rise(max(x, bound)) - rise(max(mpf(0), bound))


def _laplace_grad(x: Number, alpha: Number, height: Number, center: Number) -> Number:
    return height * mpmath.exp(-alpha * abs(x - center))


def _laplace_fun(x: Number, alpha: Number, height: Number, center: Number) -> Number:
    def rise(y: Number) -> Number:
        return -_sign(y) * height / alpha * mpmath.expm1(-alpha * abs(y))

    return mpf(1) / 2 + rise(x - center) - rise(-center)


def _boxcar_fun(x: Number, width: Number, height: Number) -> Number:
    return mpf(1) / 2 + height * max(-width / 2, min(width / 2, x))


def _fake_numerical_fun(x: Number, alpha: Number) -> Number:
    size = alpha * abs(x)
    return mpf(1) / 2 + _sign(x) * (size if size <= 1 else 1 + mpmath.log(size))


def _ends_of_inverse(alpha: Any) -> tuple[float, ...]:
    return (*_both_sides(1 / alpha), *_both_sides(30 / alpha))


def _width(alpha: Any, width: Any) -> tuple[float, ...]:
    del alpha
    return _both_sides(width)


TABLE = (
    Entry(
        "Sigmoid",
        "sigmoid",
        {"alpha": 4.0},
        ({"alpha": 1.3},),
        grad=lambda x, alpha: alpha * _logistic_slope(alpha * x),
        fun=lambda x, alpha: _logistic(alpha * x),
    ),
    Entry(
        "PiecewiseQuadratic",
        "piecewise_quadratic",
        {"alpha": 1.0},
        ({"alpha": 0.7}, {"alpha": 4.0}),
        grad=lambda x, alpha: alpha - alpha**2 * abs(x) if abs(x) <= 1 / alpha else mpf(0),
        fun=_piecewise_quadratic_fun,
        kinks=lambda alpha: _both_sides(1 / alpha),
    ),
    Entry(
        "PiecewiseExp",
        "piecewise_exp",
        {"alpha": 1.0},
        ({"alpha": 2.3},),
        grad=lambda x, alpha: alpha / 2 * mpmath.exp(-alpha * abs(x)),
        fun=_piecewise_exp_fun,
    ),
    Entry(
        "SoftSign",
        "soft_sign",
        {"alpha": 1.0},
        ({"alpha": 3.1},),
        grad=lambda x, alpha: alpha / 2 / (1 + abs(alpha * x)) ** 2,
        fun=lambda x, alpha: x / (2 / alpha + 2 * abs(x)) + mpf(1) / 2,
    ),
    Entry(
        "Arctan",
        "arctan",
        {"alpha": 1.0},
        ({"alpha": 2.7},),
        grad=lambda x, alpha: alpha / 2 / (1 + (mpmath.pi * alpha * x / 2) ** 2),
        fun=lambda x, alpha: mpmath.atan(mpmath.pi * alpha * x / 2) / mpmath.pi + mpf(1) / 2,
    ),
    Entry(
        "NonzeroSignLog",
        "nonzero_sign_log",
        {"alpha": 1.0},
        ({"alpha": 2.3},),
        grad=lambda x, alpha: 1 / (1 / alpha + abs(x)),
        fun=lambda x, alpha: _sign(x) * mpmath.log(1 + abs(alpha * x)),
        at_zero=0.0,
    ),
    Entry(
        "ERF",
        "erf",
        {"alpha": 1.0},
        ({"alpha": 1.7},),
        grad=lambda x, alpha: alpha / mpmath.sqrt(mpmath.pi) * mpmath.exp(-(alpha**2) * x**2),
        fun=lambda x, alpha: (1 - mpmath.erf(-alpha * x)) / 2,
    ),
    Entry(
        "PiecewiseLeakyRelu",
        "piecewise_leaky_relu",
        {"c": 0.01, "w": 1.0},
        ({"c": 0.3, "w": 0.7},),
        grad=lambda x, c, w: c if abs(x) > w else 1 / (2 * w),
        fun=_piecewise_leaky_relu_fun,
        kinks=lambda c, w: _both_sides(w),
    ),
    Entry(
        "SquarewaveFourierSeries",
        "squarewave_fourier_series",
        {"n": 2, "t_period": 8.0},
        ({"n": 1, "t_period": 3.3}, {"n": 5, "t_period": 6.0}),
        grad=_squarewave_grad,
        fun=_squarewave_fun,
        terms=lambda x, n, t_period: 4 * n / t_period,
    ),
    Entry(
        "S2NN",
        "s2nn",
        {"alpha": 4.0, "beta": 1.0, "epsilon": 1e-8},
        ({"alpha": 1.7, "beta": 0.6, "epsilon": 1e-3},),
        grad=_s2nn_grad,
        fun=_s2nn_fun,
    ),
    Entry(
        "QPseudoSpike",
        "q_pseudo_spike",
        {"alpha": 2.0},
        ({"alpha": 1.0}, {"alpha": 0.5}, {"alpha": 1.001}, {"alpha": 20.0}),
        grad=lambda x, alpha: (1 + 2 * abs(x) / (alpha + 1)) ** -alpha,
        fun=_q_pseudo_spike_fun,
    ),
    Entry(
        "LeakyRelu",
        "leaky_relu",
        {"alpha": 0.1, "beta": 1.0},
        ({"alpha": 0.7, "beta": 1.9},),
        grad=lambda x, alpha, beta: alpha if x < 0 else beta,
        fun=lambda x, alpha, beta: alpha * x if x < 0 else beta * x,
        at_zero=0.0,
    ),
    Entry(
        "LogTailedRelu",
        "log_tailed_relu",
        {"alpha": 0.0},
        ({"alpha": 0.3},),
        grad=_log_tailed_relu_grad,
        fun=_log_tailed_relu_fun,
        kinks=lambda alpha: (1.0,),
        at_zero=0.0,
    ),
    Entry(
        "ReluGrad",
        "relu_grad",
        {"alpha": 0.3, "width": 1.0},
        ({"alpha": 1.7, "width": 0.6},),
        grad=_relu_grad,
        fun=_integral(_relu_grad, _width),
        kinks=_width,
    ),
    Entry(
        "GaussianGrad",
        "gaussian_grad",
        {"sigma": 0.5, "alpha": 0.5},
        ({"sigma": 1.3, "alpha": 2.1},),
        grad=_gaussian_grad,
        fun=_gaussian_fun,
    ),
    Entry(
        "MultiGaussianGrad",
        "multi_gaussian_grad",
        {"h": 0.15, "s": 6.0, "sigma": 0.5, "scale": 0.5},
        ({"h": 0.4, "s": 2.5, "sigma": 0.7, "scale": 1.3},),
        grad=_multi_gaussian_grad,
        fun=_multi_gaussian_fun,
        terms=_multi_gaussian_terms,
    ),
    Entry(
        "InvSquareGrad",
        "inv_square_grad",
        {"alpha": 100.0},
        ({"alpha": 3.7},),
        grad=_inv_square_grad,
        fun=_integral(_inv_square_grad, _ends_of_inverse),
    ),
    Entry(
        "SlayerGrad",
        "slayer_grad",
        {"alpha": 1.0},
        ({"alpha": 2.3},),
        grad=_slayer_grad,
        fun=_integral(_slayer_grad, _nowhere),
    ),
    Entry(
        "PowerLawGrad",
        "power_law_grad",
        {"exponent": 2.0, "scale": 1.0, "height": 1.0},
        ({"exponent": 1.7, "scale": 0.6, "height": 2.3},),
        grad=_power_law_grad,
        fun=_power_law_fun,
    ),
    Entry(
        "SparseFastSigmoid",
        "sparse_fast_sigmoid",
        {"alpha": 25.0, "bound": 1.0},
        ({"alpha": 3.7, "bound": -1.2},),
        grad=lambda x, alpha, bound: 1 / (alpha * abs(x) + 1) ** 2 if x > bound else mpf(0),
        fun=_sparse_fun,
        kinks=lambda alpha, bound: (float(bound),),
    ),
    Entry(
        "LaplaceGrad",
        "laplace_grad",
        {"alpha": 1.0, "height": 0.5, "center": 0.0},
        ({"alpha": 2.3, "height": 0.6, "center": 0.7},),
        grad=_laplace_grad,
        fun=_laplace_fun,
        kinks=lambda alpha, height, center: (float(center),),
    ),
    Entry(
        "TanhGrad",
        "tanh_grad",
        {"alpha": 1.0},
        ({"alpha": 2.3},),
        grad=lambda x, alpha: mpmath.sech(alpha * x) ** 2,
        fun=lambda x, alpha: mpf(1) / 2 + mpmath.tanh(alpha * x) / alpha,
    ),
    Entry(
        "CircularDistance",
        "circular_distance",
        {"alpha": 1.0},
        ({"alpha": 2.3},),
        grad=lambda x, alpha: (1 + (x / alpha) ** 2) ** -mpf("1.5"),
        fun=lambda x, alpha: mpf(1) / 2 + alpha * x / mpmath.sqrt(alpha**2 + x**2),
    ),
    Entry(
        "Boxcar",
        "boxcar",
        {"width": 2.0, "height": 0.5},
        ({"width": 1.3, "height": 1.7},),
        grad=lambda x, width, height: height if abs(x) <= width / 2 else mpf(0),
        fun=_boxcar_fun,
        kinks=lambda width, height: _both_sides(width / 2),
    ),
    Entry(
        "FakeNumericalGradient",
        "fake_numerical_gradient",
        {"alpha": 0.3},
        ({"alpha": 1.7},),
        grad=lambda x, alpha: alpha if alpha * abs(x) <= 1 else 1 / abs(x),
        fun=_fake_numerical_fun,
        kinks=lambda alpha: _both_sides(1 / alpha),
    ),
)

DEFAULTS = tuple(Case(entry, {}) for entry in TABLE)

CASES = tuple(Case(entry, given) for entry in TABLE for given in ({}, *entry.others))
