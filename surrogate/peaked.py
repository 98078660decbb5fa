"""Surrogates whose derivative has a peak at the threshold: exponentials and powers of |x|."""

from typing import Unpack

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import (
    bounded,
    decaying,
    far_out,
    finite,
    inverse_power,
    magnitude,
    power_decay,
    power_saturation,
    right_sign,
    right_size,
    saturation,
)

__all__ = [
    "InvSquareGrad",
    "NonzeroSignLog",
    "PiecewiseExp",
    "QPseudoSpike",
    "SlayerGrad",
    "inv_square_grad",
    "nonzero_sign_log",
    "piecewise_exp",
    "q_pseudo_spike",
    "slayer_grad",
]


class PiecewiseExp(Surrogate):
    r"""Two exponentials, the integral of a Laplace density.

    .. math::
        f(x) = \begin{cases} \tfrac12 e^{\alpha x} & x < 0 \\
            1 - \tfrac12 e^{-\alpha x} & x \ge 0 \end{cases}, \qquad
        g(x) = \tfrac{\alpha}{2} e^{-\alpha |x|}

    Parameters
    ----------
    alpha : float or array, default 1
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import PiecewiseExp
    >>> jax.grad(PiecewiseExp())(0.0).item()
    0.5

    References
    ----------
    Neftci, Mostafa and Zenke, "Surrogate gradient learning in spiking neural networks", IEEE
    Signal Processing Magazine 36(6), 2019.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        half = 0.5 * jnp.exp(-self.alpha * right_size(x))
        return jnp.where(x < 0, half, 1.0 - half)

    @decaying
    def surrogate_grad(self, x):
        return 0.5 * self.alpha * jnp.exp(-self.alpha * magnitude(x))


def piecewise_exp(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `PiecewiseExp`.

    The arguments after `x`, and the errors, are those of `PiecewiseExp`.

    Examples
    --------
    >>> from spikefuse.surrogate import piecewise_exp
    >>> piecewise_exp([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return PiecewiseExp(alpha, **options)(x, implementation=implementation)


class SlayerGrad(Surrogate):
    r"""An exponential decay on both sides, of height 1.

    .. math::
        f(x) = \tfrac12 + \mathrm{sign}(x) \frac{1 - e^{-\alpha |x|}}{\alpha}, \qquad
        g(x) = e^{-\alpha |x|}

    Parameters
    ----------
    alpha : float or array, default 1
        Rate of the decay, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import SlayerGrad
    >>> jax.grad(SlayerGrad())(0.0).item()
    1.0

    References
    ----------
    Shrestha and Orchard, "SLAYER: spike layer error reassignment in time", NeurIPS 2018.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        rise = -jnp.expm1(-self.alpha * right_size(x)) / self.alpha
        return 0.5 + right_sign(x) * rise

    @decaying
    def surrogate_grad(self, x):
        return jnp.exp(-self.alpha * magnitude(x))


def slayer_grad(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `SlayerGrad`.

    The arguments after `x`, and the errors, are those of `SlayerGrad`.

    Examples
    --------
    >>> from spikefuse.surrogate import slayer_grad
    >>> slayer_grad([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return SlayerGrad(alpha, **options)(x, implementation=implementation)


class InvSquareGrad(Surrogate):
    r"""The inverse square of the distance, of height 1.

    .. math::
        f(x) = \tfrac12 + \frac{x}{1 + \alpha |x|}, \qquad
        g(x) = \frac{1}{(1 + \alpha |x|)^2}

    Parameters
    ----------
    alpha : float or array, default 100
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import InvSquareGrad
    >>> jax.grad(InvSquareGrad(alpha=1.0))(1.0).item()
    0.25

    References
    ----------
    Zenke and Ganguli, "SuperSpike: supervised learning in multilayer spiking neural networks",
    Neural Computation 30(6), 2018.
    """

    alpha: Parameter = 100.0
    positive = ("alpha",)

    @bounded
    def surrogate_fun(self, x):
        return 0.5 + right_sign(x) * saturation(self.alpha * right_size(x)) / self.alpha

    @decaying
    def surrogate_grad(self, x):
        return inverse_power(1.0 + self.alpha * magnitude(x), 2)


def inv_square_grad(
    x: ArrayLike,
    alpha: Parameter = 100.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `InvSquareGrad`.

    The arguments after `x`, and the errors, are those of `InvSquareGrad`.

    Examples
    --------
    >>> from spikefuse.surrogate import inv_square_grad
    >>> inv_square_grad([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return InvSquareGrad(alpha, **options)(x, implementation=implementation)


class NonzeroSignLog(Surrogate):
    r"""A logarithm on both sides, which never levels off.

    .. math::
        f(x) = \mathrm{sign}(x) \log(1 + |\alpha x|), \qquad
        g(x) = \frac{1}{1/\alpha + |x|}

    Parameters
    ----------
    alpha : float or array, default 1
        Steepness, greater than 0, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import NonzeroSignLog
    >>> jax.grad(NonzeroSignLog())(1.0).item()
    0.5

    References
    ----------
    Fang and others, "SpikingJelly: an open-source machine learning infrastructure platform for
    spike-based intelligence", Science Advances 9(40), 2023.
    """

    alpha: Parameter = 1.0
    positive = ("alpha",)

    def surrogate_fun(self, x):
        size, far = right_size(finite(x)), far_out(x.dtype)
        # In two steps, since the square of a large size would be in the derivatives to alpha.
        near = jnp.log1p(self.alpha * jnp.minimum(size, far))
        return right_sign(x) * (near + jnp.log(jnp.maximum(size, far) / far))

    @decaying
    def surrogate_grad(self, x):
        return inverse_power(1.0 / self.alpha + magnitude(x), 1)


def nonzero_sign_log(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `NonzeroSignLog`.

    The arguments after `x`, and the errors, are those of `NonzeroSignLog`.

    Examples
    --------
    >>> from spikefuse.surrogate import nonzero_sign_log
    >>> nonzero_sign_log([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return NonzeroSignLog(alpha, **options)(x, implementation=implementation)


class QPseudoSpike(Surrogate):
    r"""A power law, whose tail :math:`\alpha` makes lighter.

    .. math::
        g(x) = \Big(1 + \frac{2 |x|}{\alpha + 1}\Big)^{-\alpha}

    and, with :math:`y = 1 + 2 |x| / (\alpha + 1)`,

    .. math::
        f(x) = \tfrac12 + \mathrm{sign}(x)\, \frac{\alpha + 1}{2} \cdot
            \begin{cases} (y^{1 - \alpha} - 1) / (1 - \alpha) & \alpha \ne 1 \\
            \log y & \alpha = 1 \end{cases}

    Parameters
    ----------
    alpha : float or array, default 2
        Exponent of the tail, greater than 0.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import QPseudoSpike
    >>> jax.grad(QPseudoSpike(alpha=1.0))(1.0).item()
    0.5

    References
    ----------
    Herranz-Celotti and Rouat, "Surrogate gradients design", arXiv 2202.00282, 2022.
    """

    alpha: Parameter = 2.0
    positive = ("alpha",)

    def surrogate_fun(self, x):
        scale = 0.5 * (self.alpha + 1.0)
        rise = scale * power_saturation(right_size(finite(x)), scale, self.alpha)
        return 0.5 + right_sign(x) * rise

    @decaying
    def surrogate_grad(self, x):
        return power_decay(magnitude(x), 0.5 * (self.alpha + 1.0), self.alpha)


def q_pseudo_spike(
    x: ArrayLike,
    alpha: Parameter = 2.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `QPseudoSpike`.

    The arguments after `x`, and the errors, are those of `QPseudoSpike`.

    Examples
    --------
    >>> from spikefuse.surrogate import q_pseudo_spike
    >>> q_pseudo_spike([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return QPseudoSpike(alpha, **options)(x, implementation=implementation)
