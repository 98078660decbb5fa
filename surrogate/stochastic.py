"""The stochastic spike operator: below the threshold, a derivative that is drawn at random."""

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from ..kernels.precision import working_dtype
from .base import Parameter, as_floating
from .rectified import LeakyRelu

__all__ = ["random_leak", "stochastic_spike_operator"]


def random_leak(
    key: jax.Array,
    shape: Sequence[int],
    mean: Parameter = 0.0,
    variance: Parameter = 0.2,
    dtype: Any = jnp.float32,
) -> jax.Array:
    r"""Draw slopes for the side below the threshold: ``LeakyRelu(random_leak(key, shape))``.

    They are :math:`(u + \mu)\, \sigma^2`, with u uniform from -1/2 to 1/2. In a neuron, whose
    parameters are those of one time step, one draw serves all steps of a call.

    Parameters
    ----------
    key : PRNG key
        As `jax.random.key` makes it.
    shape : sequence of int
        Of the result, which is to broadcast to the surrogate's input.
    mean : float or array, default 0
        The mean, before it is multiplied.
    variance : float or array, default 0.2
        What it is multiplied by: the width of the uniform distribution.
    dtype : floating dtype, default float32
        Of the result.

    Returns
    -------
    jax.Array
        Of that shape.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import LeakyRelu, random_leak
    >>> spike = LeakyRelu(random_leak(jax.random.key(0), (4,)))
    >>> jax.grad(lambda x: spike(x).sum())(jax.numpy.ones(4)).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    uniform = jax.random.uniform(key, tuple(shape), dtype, -0.5, 0.5)
    return (uniform + mean) * variance


def stochastic_spike_operator(
    x: ArrayLike,
    key: jax.Array,
    mean: Parameter = 0.0,
    variance: Parameter = 0.2,
    *,
    spike_at_zero: bool = True,
    implementation: Implementation = None,
) -> jax.Array:
    r"""Return the spikes of `x`, with a derivative that is 1 above the threshold, and random below.

    The derivative below is :math:`(u + \mu)\, \sigma^2`, with u drawn for each element, uniformly
    from -1/2 to 1/2. It is drawn before the kernel runs, and is an operand of it: the same key
    gives the same derivatives, with every implementation.

    Parameters
    ----------
    x : array of any shape
        The membrane's distance to its threshold.
    key : PRNG key
        As `jax.random.key` makes it. Two calls with one key draw the same numbers: split it.
    mean : float or array, default 0
        The mean, before it is multiplied.
    variance : float or array, default 0.2
        What it is multiplied by: the width of the uniform distribution.
    spike_at_zero : bool, default True
        Whether there is a spike where ``x >= 0``, or only where ``x > 0``.
    implementation : str, sequence of str, or None
        What runs the forward and the backward pass; None picks by platform.

    Returns
    -------
    jax.Array
        In the shape and dtype of `x`.

    Raises
    ------
    TypeError
        If `x` is complex.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import stochastic_spike_operator
    >>> key = jax.random.key(0)
    >>> spike = lambda x: stochastic_spike_operator(x, key)
    >>> spike(-1.0).item(), jax.grad(spike)(1.0).item(), abs(jax.grad(spike)(-1.0).item()) <= 0.1
    (0.0, 1.0, True)

    References
    ----------
    Eshraghian and others, "Training spiking neural networks using lessons from deep learning",
    Proceedings of the IEEE 111(9), 2023.
    """
    x = as_floating(x)
    leak = random_leak(key, x.shape, mean, variance, working_dtype(x.dtype))
    return LeakyRelu(leak, spike_at_zero=spike_at_zero)(x, implementation=implementation)
