"""A membrane that does not spike: the readout of a network."""

import dataclasses
from collections.abc import Sequence
from typing import Any, Self

import jax
import jax.numpy as jnp

from ..kernels.precision import working_dtype
from .base import Neuron
from .firing import Parameter
from .time_constants import decay_of_time

__all__ = ["LeakyIntegrator"]


class LeakyIntegrator(Neuron):
    r"""A leaky membrane without a threshold, which puts out the membrane itself.

    .. math::
        v_t = \lambda\,v_{t-1} + g\,x_t

    The state is the membrane v. Its backward pass needs nothing of the forward pass where
    :math:`\lambda` and g are numbers.

    Parameters
    ----------
    decay : float or array
        :math:`\lambda`, what a time step leaves of the membrane, from 0 to 1.
    input_gain : float or array, default 1
        g, what the current is multiplied by.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import LeakyIntegrator
    >>> membranes, last = LeakyIntegrator(0.5)(jnp.ones([3, 2]))
    >>> membranes[:, 0].tolist()
    [1.0, 1.5, 1.75]

    References
    ----------
    Neftci, Mostafa and Zenke, "Surrogate gradient learning in spiking neural networks", IEEE
    Signal Processing Magazine 36(6), 2019.
    """

    decay: Parameter
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)

    fractions = ("decay",)
    finite = ("input_gain",)

    @classmethod
    def from_time_constants(
        cls, dt: Parameter, tau_mem: Parameter, *, decay_input: bool = False
    ) -> Self:
        r"""Return the integrator with :math:`\lambda = e^{-dt/\tau_{mem}}`.

        Parameters
        ----------
        dt, tau_mem : float or array
            The length of a time step, and the time constant of the membrane, in one unit.
        decay_input : bool
            Whether :math:`g = 1 - \lambda`; else g is 1.

        Raises
        ------
        ValueError
            If one is not greater than 0.
        """
        decay = decay_of_time(dt, tau_mem)
        return cls(decay, input_gain=1.0 - decay if decay_input else 1.0)

    def init(self, shape: Sequence[int], dtype: Any) -> jax.Array:
        """Return the membrane at rest, 0."""
        return jnp.zeros(tuple(shape), working_dtype(dtype))

    def charge(self, state: jax.Array, x: jax.Array) -> jax.Array:
        """Return the membrane after it has taken up a current."""
        return self.decay * state + self.input_gain * x

    def fire(self, inner: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Return the membrane, as the state and as what is put out."""
        return inner, inner
