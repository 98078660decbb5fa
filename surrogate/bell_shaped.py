"""Surrogates whose derivative is a Gaussian, or a sum of Gaussians."""

import math
from typing import Unpack

import jax
from jax.scipy.special import erf as error_function
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import (
    bounded,
    decaying,
    gaussian,
)

__all__ = ["GaussianGrad", "MultiGaussianGrad", "gaussian_grad", "multi_gaussian_grad"]


def _normal(x: jax.Array, mean: Parameter, deviation: Parameter) -> jax.Array:
    """Return the normal density."""
    z = (x - mean) / deviation
    return gaussian(z, 0.5) / (deviation * math.sqrt(2.0 * math.pi))


def _cumulative(x: jax.Array, mean: Parameter, deviation: Parameter) -> jax.Array:
    """Return the integral of the normal density, less one half."""
    return 0.5 * error_function((x - mean) / (deviation * math.sqrt(2.0)))


class GaussianGrad(Surrogate):
    r"""A Gaussian for a derivative.

    .. math::
        f(x) = \tfrac12 + \tfrac{\alpha}{2}\, \mathrm{erf}\Big(\frac{x}{\sqrt2\, \sigma}\Big),
        \qquad
        g(x) = \alpha\, \mathcal{N}(x;\ 0, \sigma) =
            \frac{\alpha}{\sqrt{2 \pi}\, \sigma} e^{-x^2 / 2 \sigma^2}

    Parameters
    ----------
    sigma : float or array, default 0.5
        Standard deviation, greater than 0, in units of x.
    alpha : float or array, default 0.5
        Area under the derivative.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import GaussianGrad
    >>> round(jax.grad(GaussianGrad())(0.0).item(), 4)
    0.3989

    References
    ----------
    Yin, Corradi and Bohté, "Accurate and efficient time-domain classification with adaptive spiking
    recurrent neural networks", Nature Machine Intelligence 3, 2021.
    """

    sigma: Parameter = 0.5
    alpha: Parameter = 0.5
    positive = ("sigma",)

    @bounded
    def surrogate_fun(self, x):
        return 0.5 + self.alpha * _cumulative(x, 0.0, self.sigma)

    @decaying
    def surrogate_grad(self, x):
        return self.alpha * _normal(x, 0.0, self.sigma)

    def _shown(self):
        fields = super()._shown()
        return {"alpha": fields.pop("alpha"), "sigma": fields.pop("sigma")} | fields


def gaussian_grad(
    x: ArrayLike,
    sigma: Parameter = 0.5,
    alpha: Parameter = 0.5,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `GaussianGrad`.

    The arguments after `x`, and the errors, are those of `GaussianGrad`.

    Examples
    --------
    >>> from spikefuse.surrogate import gaussian_grad
    >>> gaussian_grad([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return GaussianGrad(sigma, alpha, **options)(x, implementation=implementation)


class MultiGaussianGrad(Surrogate):
    r"""A Gaussian less two wider ones beside it, so that the derivative dips below 0.

    .. math::
        g(x) = \gamma \big[(1 + h)\, \mathcal{N}(x;\ 0, \sigma)
            - h\, \mathcal{N}(x;\ \sigma, s \sigma)
            - h\, \mathcal{N}(x;\ -\sigma, s \sigma)\big]

    with :math:`\gamma` the scale; :math:`f` is its integral, with :math:`f(0) = \tfrac12`.

    Parameters
    ----------
    h : float or array, default 0.15
        Weight of the wider Gaussians.
    s : float or array, default 6
        How many times wider they are, greater than 0.
    sigma : float or array, default 0.5
        Standard deviation of the narrow one, greater than 0, in units of x.
    scale : float or array, default 0.5
        Height of the whole.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import MultiGaussianGrad
    >>> round(jax.grad(MultiGaussianGrad())(0.0).item(), 4)
    0.4391

    References
    ----------
    Yin, Corradi and Bohté, "Accurate and efficient time-domain classification with adaptive spiking
    recurrent neural networks", Nature Machine Intelligence 3, 2021.
    """

    h: Parameter = 0.15
    s: Parameter = 6.0
    sigma: Parameter = 0.5
    scale: Parameter = 0.5
    positive = (
        "s",
        "sigma",
    )

    @bounded
    def surrogate_fun(self, x):
        return 0.5 + self.scale * self._mixture(_cumulative, x)

    @decaying
    def surrogate_grad(self, x):
        return self.scale * self._mixture(_normal, x)

    def _mixture(self, component, x):
        wide = self.s * self.sigma
        sides = component(x, self.sigma, wide) + component(x, -self.sigma, wide)
        return (1.0 + self.h) * component(x, 0.0, self.sigma) - self.h * sides


def multi_gaussian_grad(
    x: ArrayLike,
    h: Parameter = 0.15,
    s: Parameter = 6.0,
    sigma: Parameter = 0.5,
    scale: Parameter = 0.5,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `MultiGaussianGrad`.

    The arguments after `x`, and the errors, are those of `MultiGaussianGrad`.

    Examples
    --------
    >>> from spikefuse.surrogate import multi_gaussian_grad
    >>> multi_gaussian_grad([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return MultiGaussianGrad(h, s, sigma, scale, **options)(x, implementation=implementation)
