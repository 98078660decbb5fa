"""Surrogates whose derivative is constant around the threshold."""

from typing import Unpack

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import finite, inverse_power, magnitude, right_sign, right_size

__all__ = ["Boxcar", "FakeNumericalGradient", "boxcar", "fake_numerical_gradient"]


class Boxcar(Surrogate):
    r"""A rectangle for a derivative, of a height of its own.

    .. math::
        f(x) = \tfrac12 + h \min\big(\max(x, -\tfrac{w}{2}), \tfrac{w}{2}\big), \qquad
        g(x) = \begin{cases} h & |x| \le \tfrac{w}{2} \\ 0 & |x| > \tfrac{w}{2} \end{cases}

    with :math:`w` the width and :math:`h` the height.

    Parameters
    ----------
    width : float or array, default 2
        Of the whole rectangle, greater than 0, in units of x.
    height : float or array, default 0.5
        In units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import Boxcar
    >>> jax.grad(Boxcar(width=1.0))(0.5).item()
    0.5

    References
    ----------
    Wu, Deng, Li, Zhu and Shi, "Spatio-temporal backpropagation for training high-performance
    spiking neural networks", Frontiers in Neuroscience 12, 2018.
    """

    width: Parameter = 2.0
    height: Parameter = 0.5
    positive = ("width",)

    def surrogate_fun(self, x):
        return 0.5 + self.height * jnp.clip(x, -0.5 * self.width, 0.5 * self.width)

    def surrogate_grad(self, x):
        return jnp.where(jnp.abs(x) <= 0.5 * self.width, self.height, 0.0)


def boxcar(
    x: ArrayLike,
    width: Parameter = 2.0,
    height: Parameter = 0.5,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `Boxcar`.

    The arguments after `x`, and the errors, are those of `Boxcar`.

    Examples
    --------
    >>> from spikefuse.surrogate import boxcar
    >>> boxcar([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return Boxcar(width, height, **options)(x, implementation=implementation)


class FakeNumericalGradient(Surrogate):
    r"""The step's own difference quotient to the threshold, up to a largest value.

    .. math::
        f(x) = \tfrac12 + \mathrm{sign}(x) \cdot \begin{cases}
            \alpha |x| & \alpha |x| \le 1 \\
            1 + \log \alpha |x| & \alpha |x| > 1 \end{cases}, \qquad
        g(x) = \min\Big(\alpha,\ \frac{1}{|x|}\Big)

    Parameters
    ----------
    alpha : float or array, default 0.3
        The largest value, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import FakeNumericalGradient
    >>> jax.grad(FakeNumericalGradient())(5.0).item()
    0.20000000298023224

    References
    ----------
    Fang and others, "SpikingJelly: an open-source machine learning infrastructure platform for
    spike-based intelligence", Science Advances 9(40), 2023.
    """

    alpha: Parameter = 0.3
    positive = ("alpha",)

    def surrogate_fun(self, x):
        size = right_size(finite(x))
        outside = self.alpha * size > 1
        tail = 1.0 + jnp.log(jnp.where(outside, size, 1.0)) + jnp.log(self.alpha)
        return 0.5 + right_sign(x) * jnp.where(outside, tail, self.alpha * size)

    def surrogate_grad(self, x):
        size = magnitude(x)
        outside = self.alpha * size > 1
        return jnp.where(outside, inverse_power(jnp.where(outside, size, 1.0), 1), self.alpha)


def fake_numerical_gradient(
    x: ArrayLike,
    alpha: Parameter = 0.3,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `FakeNumericalGradient`.

    The arguments after `x`, and the errors, are those of `FakeNumericalGradient`.

    Examples
    --------
    >>> from spikefuse.surrogate import fake_numerical_gradient
    >>> fake_numerical_gradient([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return FakeNumericalGradient(alpha, **options)(x, implementation=implementation)
