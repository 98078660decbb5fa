"""Surrogates whose derivative is smooth, and 1 at the threshold whatever its width."""

from typing import Unpack

import jax
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import bounded, circular_sine, circular_slope, decaying, tanh, tanh_slope

__all__ = ["CircularDistance", "TanhGrad", "circular_distance", "tanh_grad"]


class TanhGrad(Surrogate):
    r"""The hyperbolic tangent, with a slope of 1 at the threshold.

    .. math::
        f(x) = \tfrac12 + \tfrac{1}{\alpha} \tanh(\alpha x), \qquad
        g(x) = \mathrm{sech}^2(\alpha x)

    `Sigmoid` has the same shape: :math:`\tfrac{\alpha}{2} g` is that of ``Sigmoid(2 * alpha)``.

    Parameters
    ----------
    alpha : float or array, default 1
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import TanhGrad
    >>> round(jax.grad(TanhGrad(alpha=2.0))(0.5).item(), 4)
    0.42

    References
    ----------
    Woźniak, Pantazi, Bohnstingl and Eleftheriou, "Deep learning incorporating biologically inspired
    neural dynamics and in-memory computing", Nature Machine Intelligence 2, 2020.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        return 0.5 + tanh(self.alpha * x) / self.alpha

    @decaying
    def surrogate_grad(self, x):
        return tanh_slope(self.alpha * x)


def tanh_grad(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `TanhGrad`.

    The arguments after `x`, and the errors, are those of `TanhGrad`.

    Examples
    --------
    >>> from spikefuse.surrogate import tanh_grad
    >>> tanh_grad([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return TanhGrad(alpha, **options)(x, implementation=implementation)


class CircularDistance(Surrogate):
    r"""The sine of an angle whose tangent is the distance: a point's way around a circle.

    .. math::
        f(x) = \tfrac12 + \frac{\alpha x}{\sqrt{\alpha^2 + x^2}}, \qquad
        g(x) = \Big(1 + \frac{x^2}{\alpha^2}\Big)^{-3/2}

    Parameters
    ----------
    alpha : float or array, default 1
        Width, greater than 0, in units of x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import CircularDistance
    >>> round(jax.grad(CircularDistance())(1.0).item(), 4)
    0.3536

    References
    ----------
    Pehle and Pedersen, "Norse: a deep learning library for spiking neural networks", 2021,
    doi:10.5281/zenodo.4422025.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        return 0.5 + self.alpha * circular_sine(x / self.alpha)

    @decaying
    def surrogate_grad(self, x):
        return circular_slope(x / self.alpha)


def circular_distance(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `CircularDistance`.

    The arguments after `x`, and the errors, are those of `CircularDistance`.

    Examples
    --------
    >>> from spikefuse.surrogate import circular_distance
    >>> circular_distance([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return CircularDistance(alpha, **options)(x, implementation=implementation)
