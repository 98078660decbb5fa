"""Surrogates that are smooth everywhere and level off on both sides: S-shaped functions."""

import math
from typing import Unpack

import jax
import jax.numpy as jnp
from jax.scipy.special import erfc
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import (
    bounded,
    decaying,
    gaussian,
    inverse_power,
    logistic,
    logistic_slope,
    lorentzian,
    magnitude,
    right_sign,
    right_size,
    saturation,
)

__all__ = ["ERF", "Arctan", "Sigmoid", "SoftSign", "arctan", "erf", "sigmoid", "soft_sign"]


class Sigmoid(Surrogate):
    r"""The logistic function.

    .. math::
        f(x) = \sigma(\alpha x), \qquad g(x) = \alpha\, \sigma(\alpha x)\, \sigma(-\alpha x)

    Parameters
    ----------
    alpha : float or array, default 4
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import Sigmoid
    >>> jax.grad(Sigmoid())(0.0).item()
    1.0

    References
    ----------
    Zenke and Vogels, "The remarkable robustness of surrogate gradient learning for instilling
    complex function in spiking neural networks", Neural Computation 33(4), 2021.
    """

    alpha: Parameter = 4.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        return logistic(self.alpha * x)

    @decaying
    def surrogate_grad(self, x):
        return self.alpha * logistic_slope(self.alpha * x)


def sigmoid(
    x: ArrayLike,
    alpha: Parameter = 4.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `Sigmoid`.

    The arguments after `x`, and the errors, are those of `Sigmoid`.

    Examples
    --------
    >>> from spikefuse.surrogate import sigmoid
    >>> sigmoid([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return Sigmoid(alpha, **options)(x, implementation=implementation)


class SoftSign(Surrogate):
    r"""The soft sign, a rational S.

    .. math::
        f(x) = \frac{1}{2} + \frac{\alpha x}{2 (1 + |\alpha x|)}, \qquad
        g(x) = \frac{\alpha}{2 (1 + |\alpha x|)^2}

    Parameters
    ----------
    alpha : float or array, default 1
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import SoftSign
    >>> jax.grad(SoftSign())(1.0).item()
    0.125

    References
    ----------
    Zenke and Ganguli, "SuperSpike: supervised learning in multilayer spiking neural networks",
    Neural Computation 30(6), 2018.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        return 0.5 + 0.5 * right_sign(x) * saturation(self.alpha * right_size(x))

    @decaying
    def surrogate_grad(self, x):
        return 0.5 * self.alpha * inverse_power(1.0 + self.alpha * magnitude(x), 2)


def soft_sign(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `SoftSign`.

    The arguments after `x`, and the errors, are those of `SoftSign`.

    Examples
    --------
    >>> from spikefuse.surrogate import soft_sign
    >>> soft_sign([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return SoftSign(alpha, **options)(x, implementation=implementation)


class Arctan(Surrogate):
    r"""The arc tangent.

    .. math::
        f(x) = \frac{1}{2} + \frac{1}{\pi} \arctan\Big(\frac{\pi \alpha x}{2}\Big), \qquad
        g(x) = \frac{\alpha}{2 \big(1 + (\pi \alpha x / 2)^2\big)}

    Parameters
    ----------
    alpha : float or array, default 1
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import Arctan
    >>> jax.grad(Arctan(alpha=2.0))(0.0).item()
    1.0

    References
    ----------
    Fang, Yu, Chen, Masquelier, Huang and Tian, "Incorporating learnable membrane time constant to
    enhance learning of spiking neural networks", ICCV 2021.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        return jnp.arctan((0.5 * math.pi) * self.alpha * x) / math.pi + 0.5

    @decaying
    def surrogate_grad(self, x):
        rate = (0.5 * math.pi * self.alpha) ** 2
        return 0.5 * self.alpha * lorentzian(x, rate)


def arctan(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `Arctan`.

    The arguments after `x`, and the errors, are those of `Arctan`.

    Examples
    --------
    >>> from spikefuse.surrogate import arctan
    >>> arctan([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return Arctan(alpha, **options)(x, implementation=implementation)


class ERF(Surrogate):
    r"""The error function, the integral of a Gaussian.

    .. math::
        f(x) = \frac{1 - \mathrm{erf}(-\alpha x)}{2}, \qquad
        g(x) = \frac{\alpha}{\sqrt{\pi}} e^{-\alpha^2 x^2}

    Parameters
    ----------
    alpha : float or array, default 1
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import ERF
    >>> round(jax.grad(ERF())(0.0).item(), 4)
    0.5642

    References
    ----------
    Yin, Corradi and Bohté, "Effective and efficient computation with multiple-timescale spiking
    recurrent neural networks", ICONS 2020.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        return 0.5 * erfc(-self.alpha * x)

    @decaying
    def surrogate_grad(self, x):
        return self.alpha / math.sqrt(math.pi) * gaussian(self.alpha * x)


def erf(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `ERF`.

    The arguments after `x`, and the errors, are those of `ERF`.

    Examples
    --------
    >>> from spikefuse.surrogate import erf
    >>> erf([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return ERF(alpha, **options)(x, implementation=implementation)
