"""The surrogate that repeats itself: a square wave's Fourier series."""

import math

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from ..value import static
from .base import Parameter, Surrogate

__all__ = ["SquarewaveFourierSeries", "squarewave_fourier_series"]


class SquarewaveFourierSeries(Surrogate):
    r"""The first terms of a square wave's Fourier series.

    .. math::
        f(x) = \tfrac12 + \frac{2}{\pi} \sum_{i=1}^{n}
            \frac{\sin\big((2i - 1)\, \theta\big)}{2i - 1}, \qquad
        g(x) = \frac{4}{T} \sum_{i=1}^{n} \cos\big((2i - 1)\, \theta\big), \qquad
        \theta = \frac{2 \pi x}{T}

    At ±inf, where there is no limit, the derivative is taken to be 0.

    Parameters
    ----------
    n : int, default 2
        How many terms, at least 1. It is part of the structure, not a traced parameter.
    t_period : float or array, default 8
        The period T, greater than 0, in units of x.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import SquarewaveFourierSeries
    >>> jax.grad(SquarewaveFourierSeries(n=1))(0.0).item()
    0.5

    References
    ----------
    Fang and others, "SpikingJelly: an open-source machine learning infrastructure platform for
    spike-based intelligence", Science Advances 9(40), 2023.
    """

    n: int = static(default=2)
    t_period: Parameter = 8.0
    positive = ("t_period",)

    def check(self):
        super().check()
        if not isinstance(self.n, int) or self.n < 1:
            raise ValueError(
                f"SquarewaveFourierSeries: n must be a whole number of at least 1, "
                f"but it is {self.n!r}"
            )

    def surrogate_fun(self, x):
        angle = self._angle(x)
        terms = _odd_multiples(jnp.sin(angle), -1.0, jnp.cos(angle), self.n)
        return 0.5 + 2.0 / math.pi * sum(term / (2 * i + 1) for i, term in enumerate(terms))

    def surrogate_grad(self, x):
        cosine = jnp.cos(self._angle(x))
        total = sum(_odd_multiples(cosine, 1.0, cosine, self.n))
        return jnp.where(jnp.abs(x) == jnp.inf, 0.0, 4.0 / self.t_period * total)

    def _angle(self, x):
        """Return the angle, of at most pi in size, so that large x lose no digits."""
        periods = jnp.where(jnp.abs(x) == jnp.inf, 0.0, x) / self.t_period
        return 2.0 * math.pi * (periods - jnp.round(periods))


def _odd_multiples(
    first: jax.Array, parity: float, cosine: jax.Array, count: int
) -> list[jax.Array]:
    """Return cos or sin of 1, 3, 5, ... times an angle, from the first and the cosine of it.

    By ``cos(k + 2) = 2 cos(2) cos(k) - cos(k - 2)``, and so for the sine; `parity` is the value at
    -1 over that at 1.
    """
    double = 2.0 * (2.0 * cosine * cosine - 1.0)
    terms, before = [first], parity * first
    while len(terms) < count:
        terms, before = [*terms, double * terms[-1] - before], terms[-1]
    return terms


def squarewave_fourier_series(
    x: ArrayLike,
    n: int = 2,
    t_period: Parameter = 8.0,
    *,
    learnable: bool = False,
    implementation: Implementation = None,
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `SquarewaveFourierSeries`.

    The arguments after `x`, and the errors, are those of `SquarewaveFourierSeries`.

    Examples
    --------
    >>> from spikefuse.surrogate import squarewave_fourier_series
    >>> squarewave_fourier_series([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return SquarewaveFourierSeries(n, t_period, learnable=learnable)(
        x, implementation=implementation
    )
