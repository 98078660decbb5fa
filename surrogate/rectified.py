"""Surrogates that treat the two sides of the threshold differently: rectifiers."""

from typing import Unpack

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Parameter, Surrogate
from .stable import (
    decaying,
    far_out,
    finite,
    logistic,
    logistic_slope,
)

__all__ = ["S2NN", "LeakyRelu", "LogTailedRelu", "leaky_relu", "log_tailed_relu", "s2nn"]


class LeakyRelu(Surrogate):
    r"""The leaky rectifier.

    .. math::
        f(x) = \begin{cases} \alpha x & x < 0 \\ \beta x & x \ge 0 \end{cases}, \qquad
        g(x) = \begin{cases} \alpha & x < 0 \\ \beta & x \ge 0 \end{cases}

    With ``spike_at_zero=False``, where 0 gives no spike, the derivative at 0 is :math:`\alpha`.

    Parameters
    ----------
    alpha : float or array, default 0.1
        Slope below the threshold, in units of 1/x.
    beta : float or array, default 1
        Slope above the threshold, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import LeakyRelu
    >>> jax.grad(LeakyRelu())(2.0).item()
    1.0

    References
    ----------
    Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models",
    ICML 2013.
    """

    alpha: Parameter = 0.1
    beta: Parameter = 1.0

    def surrogate_fun(self, x):
        return jnp.where(x < 0, self.alpha * x, self.beta * x)

    def surrogate_grad(self, x):
        return jnp.where(self.fires(x), self.beta, self.alpha)


def leaky_relu(
    x: ArrayLike,
    alpha: Parameter = 0.1,
    beta: Parameter = 1.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `LeakyRelu`.

    The arguments after `x`, and the errors, are those of `LeakyRelu`.

    Examples
    --------
    >>> from spikefuse.surrogate import leaky_relu
    >>> leaky_relu([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return LeakyRelu(alpha, beta, **options)(x, implementation=implementation)


class LogTailedRelu(Surrogate):
    r"""A rectifier that grows like a logarithm above 1.

    .. math::
        f(x) = \begin{cases} \alpha x & x \le 0 \\ x & 0 < x \le 1 \\
            1 + \log x & x > 1 \end{cases}, \qquad
        g(x) = \begin{cases} \alpha & x \le 0 \\ 1 & 0 < x \le 1 \\ 1/x & x > 1 \end{cases}

    Parameters
    ----------
    alpha : float or array, default 0
        Slope below the threshold, in units of 1/x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import LogTailedRelu
    >>> jax.grad(LogTailedRelu())(4.0).item()
    0.25

    References
    ----------
    Cai, He, Sun and Vasconcelos, "Deep learning with low precision by half-wave Gaussian
    quantization", CVPR 2017.
    """

    alpha: Parameter = 0.0

    def surrogate_fun(self, x):
        tail = jnp.maximum(x, 1.0)
        head = jnp.minimum(x, 1.0)
        return jnp.where(x > 0, head + jnp.log(tail), self.alpha * finite(x))

    def surrogate_grad(self, x):
        return jnp.where(x > 0, 1.0 / jnp.maximum(x, 1.0), self.alpha)


def log_tailed_relu(
    x: ArrayLike,
    alpha: Parameter = 0.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `LogTailedRelu`.

    The arguments after `x`, and the errors, are those of `LogTailedRelu`.

    Examples
    --------
    >>> from spikefuse.surrogate import log_tailed_relu
    >>> log_tailed_relu([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return LogTailedRelu(alpha, **options)(x, implementation=implementation)


class S2NN(Surrogate):
    r"""The logistic function below the threshold, a logarithm above.

    .. math::
        f(x) = \begin{cases} \sigma(\alpha x) & x < 0 \\
            \beta \log(|x + 1| + \epsilon) + \tfrac12 & x \ge 0 \end{cases}, \qquad
        g(x) = \begin{cases} \alpha\, \sigma(\alpha x)\, \sigma(-\alpha x) & x < 0 \\
            \beta / (x + 1) & x \ge 0 \end{cases}

    Parameters
    ----------
    alpha : float or array, default 4
        Steepness below the threshold, greater than 0, in units of 1/x.
    beta : float or array, default 1
        Height of the derivative at the threshold, in units of 1/x.
    epsilon : float or array, default 1e-8
        Added within the logarithm of `surrogate_fun` alone; greater than 0.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import S2NN
    >>> jax.grad(S2NN())(1.0).item()
    0.5

    References
    ----------
    Suetake, Ikegawa, Saiin and Sawada, "S3NN: time step reduction of spiking surrogate gradients
    for training energy efficient single-step spiking neural networks", Neural Networks 159, 2023.
    """

    alpha: Parameter = 4.0
    beta: Parameter = 1.0
    epsilon: Parameter = 1e-8
    positive = (
        "alpha",
        "epsilon",
    )

    def surrogate_fun(self, x):
        below = logistic(self.alpha * jnp.clip(x, -far_out(x.dtype), 0.0))
        above = self.beta * jnp.log(jnp.where(x < 0, 0.0, x) + 1.0 + self.epsilon) + 0.5
        return jnp.where(x < 0, below, above)

    @decaying
    def surrogate_grad(self, x):
        below = self.alpha * logistic_slope(self.alpha * jnp.minimum(x, 0.0))
        return jnp.where(x < 0, below, self.beta / (jnp.where(x < 0, 0.0, x) + 1.0))


def s2nn(
    x: ArrayLike,
    alpha: Parameter = 4.0,
    beta: Parameter = 1.0,
    epsilon: Parameter = 1e-8,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `S2NN`.

    The arguments after `x`, and the errors, are those of `S2NN`.

    Examples
    --------
    >>> from spikefuse.surrogate import s2nn
    >>> s2nn([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return S2NN(alpha, beta, epsilon, **options)(x, implementation=implementation)
