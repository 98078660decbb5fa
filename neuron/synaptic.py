"""A neuron whose synapses have a time constant of their own."""

import dataclasses
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import jax
import jax.numpy as jnp

from ..kernels.precision import working_dtype
from .firing import Firing, Parameter
from .time_constants import decay_of_time

__all__ = ["CurrentLIF", "CurrentState"]


class CurrentState(NamedTuple):
    """The state of `CurrentLIF`: the synaptic current, and the membrane."""

    current: Any
    membrane: Any


class CurrentLIF(Firing):
    r"""The current-based leaky integrate-and-fire neuron.

    .. math::
        I_t = \kappa\,I_{t-1} + x_t, \qquad
        h_t = v_{reset} + \lambda\,(v_{t-1} - v_{reset}) + g\,I_t, \qquad s_t = H(h_t - \theta)

    with the reset of `Firing`, and :math:`v_{reset} = 0` unless that is hard. The state is a
    `CurrentState` of I and v.

    Parameters
    ----------
    current_decay : float or array
        :math:`\kappa`, what a time step leaves of the synaptic current, from 0 to 1.
    decay : float or array
        :math:`\lambda`, what a time step leaves of the membrane, from 0 to 1.
    threshold, reset, v_reset, detach_reset, surrogate
        As `Firing` has them.
    input_gain : float or array, default 1
        g, what the synaptic current is multiplied by.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import CurrentLIF
    >>> current = jnp.zeros([4, 2]).at[0].set(0.75)
    >>> spikes, state = CurrentLIF(0.5, 0.5)(current)
    >>> spikes[:, 0].tolist(), state.current[0].item()
    ([0.0, 0.0, 0.0, 0.0], 0.09375)

    References
    ----------
    Zenke and Ganguli, "SuperSpike: supervised learning in multilayer spiking neural networks",
    Neural Computation 30(6), 2018.
    """

    current_decay: Parameter
    decay: Parameter
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)

    fractions = ("current_decay", "decay")
    finite = (*Firing.finite, "input_gain")

    @classmethod
    def from_time_constants(
        cls, dt: Parameter, tau_syn: Parameter, tau_mem: Parameter, **others: Any
    ) -> Self:
        r"""Return the neuron with decays :math:`e^{-dt/\tau}`.

        Parameters
        ----------
        dt, tau_syn, tau_mem : float or array
            The length of a time step, and the time constants of synapse and membrane, in one unit.
        **others
            The other parameters of `CurrentLIF`.

        Raises
        ------
        ValueError
            If one is not greater than 0.
        """
        synapse = decay_of_time(dt, tau_syn, "tau_syn")
        return cls(synapse, decay_of_time(dt, tau_mem), **others)

    def init(self, shape: Sequence[int], dtype: Any) -> CurrentState:
        """Return no current, and the membrane at rest."""
        current = jnp.zeros(tuple(shape), working_dtype(dtype))
        return CurrentState(current, self.at_rest(shape, dtype))

    def charge(self, state: CurrentState, x: jax.Array) -> CurrentState:
        """Return the synaptic current, and the membrane after it has taken that up."""
        current = self.current_decay * state.current + x
        membrane = self.leak(self.decay, state.membrane) + self.input_gain * current
        return CurrentState(current, membrane)

    def fire(self, inner: CurrentState) -> tuple[CurrentState, jax.Array]:
        """Return the state after a reset, and the spikes."""
        membrane, spikes = self.fire_at(inner.membrane, inner.membrane - self.threshold)
        return CurrentState(inner.current, membrane), spikes
