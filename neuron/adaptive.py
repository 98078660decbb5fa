"""A neuron whose threshold rises with each of its spikes."""

import dataclasses
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import jax
import jax.numpy as jnp

from ..kernels.precision import working_dtype
from .firing import Firing, Parameter
from .time_constants import decay_of_time

__all__ = ["AdaptiveLIF", "AdaptiveState"]


class AdaptiveState(NamedTuple):
    """The state of `AdaptiveLIF`: the membrane, and how far the threshold has risen."""

    membrane: Any
    adaptation: Any


class _Charged(NamedTuple):
    membrane: Any
    adaptation: Any
    distance: Any


class AdaptiveLIF(Firing):
    r"""The leaky integrate-and-fire neuron with an adaptive threshold (ALIF).

    .. math::
        h_t = v_{reset} + \lambda\,(v_{t-1} - v_{reset}) + g\,x_t, \qquad
        s_t = H\big(h_t - (\theta + a_{t-1})\big), \qquad
        a_t = \rho\,a_{t-1} + b\,s_t

    with the reset of `Firing`, whose soft one takes :math:`\theta` away, and
    :math:`v_{reset} = 0` unless it is hard. The state is an `AdaptiveState` of v and a.

    Parameters
    ----------
    decay : float or array
        :math:`\lambda`, what a time step leaves of the membrane, from 0 to 1.
    adaptation_decay : float or array
        :math:`\rho`, what a time step leaves of the threshold's rise, from 0 to 1.
    adaptation_gain : float or array
        b, by how much a spike raises the threshold.
    threshold, reset, v_reset, detach_reset, surrogate
        As `Firing` has them; `threshold` is the one at rest.
    input_gain : float or array, default 1
        g, what the current is multiplied by.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import AdaptiveLIF
    >>> spikes, state = AdaptiveLIF(0.5, 0.5, 2.0)(jnp.ones([5, 2]))
    >>> spikes[:, 0].tolist(), state.adaptation[0].item()
    ([1.0, 0.0, 0.0, 1.0, 0.0], 1.125)

    References
    ----------
    Bellec, Salaj, Subramoney, Legenstein and Maass, "Long short-term memory and learning-to-learn
    in networks of spiking neurons", NeurIPS 2018.
    """

    decay: Parameter
    adaptation_decay: Parameter
    adaptation_gain: Parameter
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)

    fractions = ("decay", "adaptation_decay")
    finite = (*Firing.finite, "adaptation_gain", "input_gain")

    @classmethod
    def from_time_constants(
        cls,
        dt: Parameter,
        tau_mem: Parameter,
        tau_adaptation: Parameter,
        adaptation_gain: Parameter,
        **others: Any,
    ) -> Self:
        r"""Return the neuron with decays :math:`e^{-dt/\tau}`.

        Parameters
        ----------
        dt, tau_mem, tau_adaptation : float or array
            The length of a time step, and the time constants of the membrane and of the
            threshold's rise, in one unit.
        adaptation_gain : float or array
            By how much a spike raises the threshold.
        **others
            The other parameters of `AdaptiveLIF`.

        Raises
        ------
        ValueError
            If a time is not greater than 0.
        """
        rise = decay_of_time(dt, tau_adaptation, "tau_adaptation")
        return cls(decay_of_time(dt, tau_mem), rise, adaptation_gain, **others)

    def init(self, shape: Sequence[int], dtype: Any) -> AdaptiveState:
        """Return the membrane at rest, and a threshold that has not risen."""
        adaptation = jnp.zeros(tuple(shape), working_dtype(dtype))
        return AdaptiveState(self.at_rest(shape, dtype), adaptation)

    def charge(self, state: AdaptiveState, x: jax.Array) -> _Charged:
        """Return the membrane after it has taken up a current, and its distance to spiking."""
        membrane = self.leak(self.decay, state.membrane) + self.input_gain * x
        distance = membrane - (self.threshold + state.adaptation)
        return _Charged(membrane, state.adaptation, distance)

    def fire(self, inner: _Charged) -> tuple[AdaptiveState, jax.Array]:
        """Return the state after a reset, and the spikes."""
        membrane, spikes = self.fire_at(inner.membrane, inner.distance)
        adaptation = self.adaptation_decay * inner.adaptation + self.adaptation_gain * spikes
        return AdaptiveState(membrane, adaptation), spikes
