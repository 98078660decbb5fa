"""Surrogates whose derivative falls off like a power: forms of the fast sigmoid, or SuperSpike."""

from typing import Unpack

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import (
    bounded,
    decaying,
    finite,
    inverse_power,
    magnitude,
    power_decay,
    power_saturation,
    right_sign,
    right_size,
    saturation,
)

__all__ = ["PowerLawGrad", "SparseFastSigmoid", "power_law_grad", "sparse_fast_sigmoid"]


class PowerLawGrad(Surrogate):
    r"""A power law with a height of its own; with its exponent of 2 a fast sigmoid.

    .. math::
        f(x) = \tfrac12 + \mathrm{sign}(x)\, h \int_0^{|x|} \Big(1 + \frac{y}{s}\Big)^{-p} dy,
        \qquad
        g(x) = h\, \Big(1 + \frac{|x|}{s}\Big)^{-p}

    with :math:`p` the exponent, :math:`s` the scale, and :math:`h` the height.

    Parameters
    ----------
    exponent : float or array, default 2
        Of the tail, greater than 0.
    scale : float or array, default 1
        How far out the tail begins, greater than 0, in units of x.
    height : float or array, default 1
        Of the derivative at the threshold, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import PowerLawGrad
    >>> jax.grad(PowerLawGrad(height=10.0))(1.0).item()
    2.5

    References
    ----------
    Zenke and Ganguli, "SuperSpike: supervised learning in multilayer spiking neural networks",
    Neural Computation 30(6), 2018.

    Herranz-Celotti and Rouat, "Surrogate gradients design", arXiv 2202.00282, 2022.
    """

    exponent: Parameter = 2.0
    scale: Parameter = 1.0
    height: Parameter = 1.0
    positive = ("exponent", "scale")

    def surrogate_fun(self, x):
        rise = power_saturation(right_size(finite(x)), self.scale, self.exponent)
        return 0.5 + right_sign(x) * (self.height * self.scale * rise)

    @decaying
    def surrogate_grad(self, x):
        return self.height * power_decay(magnitude(x), self.scale, self.exponent)


def power_law_grad(
    x: ArrayLike,
    exponent: Parameter = 2.0,
    scale: Parameter = 1.0,
    height: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `PowerLawGrad`.

    The arguments after `x`, and the errors, are those of `PowerLawGrad`.

    Examples
    --------
    >>> from spikefuse.surrogate import power_law_grad
    >>> power_law_grad([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return PowerLawGrad(exponent, scale, height, **options)(x, implementation=implementation)


class SparseFastSigmoid(Surrogate):
    r"""The inverse square of the distance above a bound, and nothing below.

    .. math::
        f(x) = \tfrac12 + \begin{cases} F(\min(0, b)) & x \le b \\
            F(x) - F(\max(0, b)) & x > b \end{cases}, \quad
            F(x) = \frac{x}{1 + \alpha |x|}, \qquad
        g(x) = \begin{cases} 0 & x \le b \\
            \frac{1}{(1 + \alpha |x|)^2} & x > b \end{cases}

    with :math:`b` the bound.

    Parameters
    ----------
    alpha : float or array, default 25
        Steepness, greater than 0, in units of 1/x.
    bound : float or array, default 1
        Where the derivative begins, in units of x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import SparseFastSigmoid
    >>> jax.grad(SparseFastSigmoid(alpha=1.0, bound=-2.0))(-1.0).item()
    0.25

    References
    ----------
    Perez-Nieves and Goodman, "Sparse spiking gradient descent", NeurIPS 2021.
    """

    alpha: Parameter = 25.0
    bound: Parameter = 1.0
    positive = ("alpha",)
    finite = ("bound",)

    @bounded
    def surrogate_fun(self, x):
        bound = jnp.asarray(self.bound, x.dtype)
        above = self._rise(x) - self._rise(jnp.maximum(bound, 0.0))
        return 0.5 + jnp.where(x > bound, above, self._rise(jnp.minimum(bound, 0.0)))

    @decaying
    def surrogate_grad(self, x):
        return jnp.where(x > self.bound, inverse_power(1.0 + self.alpha * magnitude(x), 2), 0.0)

    def _rise(self, x):
        return right_sign(x) * saturation(self.alpha * right_size(x)) / self.alpha


def sparse_fast_sigmoid(
    x: ArrayLike,
    alpha: Parameter = 25.0,
    bound: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `SparseFastSigmoid`.

    The arguments after `x`, and the errors, are those of `SparseFastSigmoid`.

    Examples
    --------
    >>> from spikefuse.surrogate import sparse_fast_sigmoid
    >>> sparse_fast_sigmoid([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return SparseFastSigmoid(alpha, bound, **options)(x, implementation=implementation)
