"""The surrogate that repeats itself: a square wave's Fourier series."""

import functools
import math
import numbers
from typing import Unpack

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from ..value import static
from .base import Options, Parameter, Surrogate
from .stable import cosine_of_turns, far_out, sine_of_turns

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
        if not isinstance(self.n, numbers.Integral) or self.n < 1:
            raise ValueError(
                f"SquarewaveFourierSeries: n must be a whole number of at least 1, "
                f"but it is {self.n!r}"
            )

    def surrogate_fun(self, x):
        sine, _ = self._sine_and_cosine(x)
        terms = _odd_multiples(sine, -sine, sine, self.n)
        total = functools.reduce(jnp.add, [term / (2 * i + 1) for i, term in enumerate(terms)])
        return 0.5 + 2.0 / math.pi * total

    def surrogate_grad(self, x):
        sine, cosine = self._sine_and_cosine(x)
        total = functools.reduce(jnp.add, _odd_multiples(cosine, cosine, sine, self.n))
        return jnp.where(jnp.abs(x) == jnp.inf, 0.0, 4.0 / self.t_period * total)

    def _sine_and_cosine(self, x: jax.Array) -> tuple[jax.Array, jax.Array]:
        size = jnp.abs(x)
        # Far out, where a period is less than the spacing of numbers, it has no derivative.
        far = size > far_out(x.dtype)
        period = jnp.where(far, jax.lax.stop_gradient(self.t_period), self.t_period)
        turns = jnp.where(size == jnp.inf, 0.0, x) / period
        return sine_of_turns(turns), cosine_of_turns(turns)


def _odd_multiples(
    first: jax.Array, before: jax.Array, sine: jax.Array, count: int
) -> list[jax.Array]:
    """Return cos or sin of 1, 3, 5, ... times an angle, by their recurrence.

    It is ``cos(k + 2) = 2 cos(2) cos(k) - cos(k - 2)``, and the same for the sine; `first` is the
    value at 1, `before` that at -1. With ``cos(2) = 1 - 2 sin(1)**2`` no error grows near 0, where
    the gradient is largest.
    """
    double = 2.0 - 4.0 * sine * sine
    terms = [first]
    while len(terms) < count:
        following = double * terms[-1] - before
        before = terms[-1]
        terms.append(following)
    return terms


def squarewave_fourier_series(
    x: ArrayLike,
    n: int = 2,
    t_period: Parameter = 8.0,
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `SquarewaveFourierSeries`.

    The arguments after `x`, and the errors, are those of `SquarewaveFourierSeries`.

    Examples
    --------
    >>> from spikefuse.surrogate import squarewave_fourier_series
    >>> squarewave_fourier_series([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return SquarewaveFourierSeries(n, t_period, **options)(x, implementation=implementation)
