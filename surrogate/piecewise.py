"""Surrogates of pieces with bounded support, or flat outside a window."""

from typing import Unpack

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import (
    bounded,
    inside,
    magnitude,
)

__all__ = [
    "PiecewiseLeakyRelu",
    "PiecewiseQuadratic",
    "ReluGrad",
    "piecewise_leaky_relu",
    "piecewise_quadratic",
    "relu_grad",
]


class PiecewiseQuadratic(Surrogate):
    r"""Two parabolas, whose derivative is a triangle.

    .. math::
        f(x) = \begin{cases} 0 & x < -1/\alpha \\
            \big(1 - \tfrac{\alpha |x|}{2}\big) \alpha x + \tfrac12 & |x| \le 1/\alpha \\
            1 & x > 1/\alpha \end{cases}, \qquad
        g(x) = \max(0,\ \alpha - \alpha^2 |x|)

    Parameters
    ----------
    alpha : float or array, default 1
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import PiecewiseQuadratic
    >>> jax.grad(PiecewiseQuadratic())(0.25).item()
    0.75

    References
    ----------
    Bellec, Salaj, Subramoney, Legenstein and Maass, "Long short-term memory and learning-to-learn
    in networks of spiking neurons", NeurIPS 2018.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        z = jnp.clip(self.alpha * x, -1.0, 1.0)
        return (1.0 - 0.5 * jnp.abs(z)) * z + 0.5

    def surrogate_grad(self, x):
        return inside(x, 1.0 / self.alpha, self.alpha * (1.0 - self.alpha * magnitude(x)))


def piecewise_quadratic(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `PiecewiseQuadratic`.

    The arguments after `x`, and the errors, are those of `PiecewiseQuadratic`.

    Examples
    --------
    >>> from spikefuse.surrogate import piecewise_quadratic
    >>> piecewise_quadratic([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return PiecewiseQuadratic(alpha, **options)(x, implementation=implementation)


class PiecewiseLeakyRelu(Surrogate):
    r"""A line within a window, and a flatter one outside.

    .. math::
        f(x) = \begin{cases} c x + c w & x < -w \\
            \tfrac{x}{2 w} + \tfrac12 & |x| \le w \\
            c x - c w + 1 & x > w \end{cases}, \qquad
        g(x) = \begin{cases} c & |x| > w \\ \tfrac{1}{2 w} & |x| \le w \end{cases}

    Parameters
    ----------
    c : float or array, default 0.01
        Slope outside the window, in units of 1/x.
    w : float or array, default 1
        Half the window's width, greater than 0, in units of x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import PiecewiseLeakyRelu
    >>> jax.grad(PiecewiseLeakyRelu(w=2.0))(0.5).item()
    0.25

    References
    ----------
    Wu, Deng, Li, Zhu and Shi, "Spatio-temporal backpropagation for training high-performance
    spiking neural networks", Frontiers in Neuroscience 12, 2018.
    """

    c: Parameter = 0.01
    w: Parameter = 1.0
    positive = ("w",)

    def surrogate_fun(self, x):
        within = jnp.clip(x, -self.w, self.w)
        return 0.5 + 0.5 * within / self.w + self.c * (x - within)

    def surrogate_grad(self, x):
        return jnp.where(jnp.abs(x) > self.w, self.c, 0.5 / self.w)


def piecewise_leaky_relu(
    x: ArrayLike,
    c: Parameter = 0.01,
    w: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `PiecewiseLeakyRelu`.

    The arguments after `x`, and the errors, are those of `PiecewiseLeakyRelu`.

    Examples
    --------
    >>> from spikefuse.surrogate import piecewise_leaky_relu
    >>> piecewise_leaky_relu([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return PiecewiseLeakyRelu(c, w, **options)(x, implementation=implementation)


class ReluGrad(Surrogate):
    r"""A triangle for a derivative, of a height of its own.

    .. math::
        f(x) = \tfrac12 + \alpha \big(w \bar x - \tfrac12 \bar x |\bar x|\big),\
            \bar x = \min(\max(x, -w), w), \qquad
        g(x) = \max\big(0,\ \alpha (w - |x|)\big)

    with :math:`w` the width.

    Parameters
    ----------
    alpha : float or array, default 0.3
        Slope of the triangle's sides, in units of 1/x².
    width : float or array, default 1
        Half the triangle's base, greater than 0, in units of x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import ReluGrad
    >>> jax.grad(ReluGrad(alpha=0.5))(0.5).item()
    0.25

    References
    ----------
    Neftci, Mostafa and Zenke, "Surrogate gradient learning in spiking neural networks", IEEE
    Signal Processing Magazine 36(6), 2019.
    """

    alpha: Parameter = 0.3
    width: Parameter = 1.0
    positive = ("width",)

    def surrogate_fun(self, x):
        within = jnp.clip(x, -self.width, self.width)
        return 0.5 + self.alpha * (self.width * within - 0.5 * within * jnp.abs(within))

    def surrogate_grad(self, x):
        return inside(x, self.width, self.alpha * (self.width - magnitude(x)))


def relu_grad(
    x: ArrayLike,
    alpha: Parameter = 0.3,
    width: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `ReluGrad`.

    The arguments after `x`, and the errors, are those of `ReluGrad`.

    Examples
    --------
    >>> from spikefuse.surrogate import relu_grad
    >>> relu_grad([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return ReluGrad(alpha, width, **options)(x, implementation=implementation)
