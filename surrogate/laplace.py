"""The surrogate of SLAYER with a height and a center of its own."""

from typing import Unpack

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import bounded, decaying, magnitude, right_sign, right_size

__all__ = ["LaplaceGrad", "laplace_grad"]


class LaplaceGrad(Surrogate):
    r"""An exponential decay on both sides of a center, of a height of its own.

    .. math::
        f(x) = \tfrac12 + F(x - c) - F(-c), \quad
            F(y) = \mathrm{sign}(y)\, \frac{h}{\alpha} \big(1 - e^{-\alpha |y|}\big), \qquad
        g(x) = h\, e^{-\alpha |x - c|}

    with :math:`h` the height and :math:`c` the center. With ``height=alpha / 2`` it is a Laplace
    density.

    Parameters
    ----------
    alpha : float or array, default 1
        Rate of the decay, greater than 0, in units of 1/x.
    height : float or array, default 0.5
        Of the derivative at its peak, in units of 1/x.
    center : float or array, default 0
        Where it has its peak, in units of x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import LaplaceGrad
    >>> jax.grad(LaplaceGrad(height=3.0))(0.0).item()
    3.0

    References
    ----------
    Shrestha and Orchard, "SLAYER: spike layer error reassignment in time", NeurIPS 2018.

    Gerstner and Kistler, "Spiking Neuron Models", Cambridge University Press, 2002.
    """

    alpha: Parameter = 1.0
    height: Parameter = 0.5
    center: Parameter = 0.0
    positive = ("alpha",)
    finite = ("center",)

    @bounded
    def surrogate_fun(self, x):
        return 0.5 + self._rise(x - self.center) - self._rise(0.0 * x - self.center)

    @decaying
    def surrogate_grad(self, x):
        return self.height * jnp.exp(-self.alpha * magnitude(x - self.center))

    def _rise(self, y):
        rise = -jnp.expm1(-self.alpha * right_size(y)) / self.alpha
        return right_sign(y) * self.height * rise


def laplace_grad(
    x: ArrayLike,
    alpha: Parameter = 1.0,
    height: Parameter = 0.5,
    center: Parameter = 0.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `LaplaceGrad`.

    The arguments after `x`, and the errors, are those of `LaplaceGrad`.

    Examples
    --------
    >>> from spikefuse.surrogate import laplace_grad
    >>> laplace_grad([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return LaplaceGrad(alpha, height, center, **options)(x, implementation=implementation)
