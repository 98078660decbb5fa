"""A neuron that swings: it answers to a current of its own frequency."""

import dataclasses
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import jax
import jax.numpy as jnp

from ..kernels.precision import working_dtype
from .firing import Firing, Parameter
from .time_constants import decay_of_time

__all__ = ["ResonateAndFire", "ResonatorState"]


class ResonatorState(NamedTuple):
    """The state of `ResonateAndFire`: a current, and the membrane, a quarter of a turn later."""

    current: Any
    membrane: Any


class ResonateAndFire(Firing):
    r"""The resonate-and-fire neuron.

    .. math::
        u_t + i\,h_t = (a + i\,\omega)\,(u_{t-1} + i\,v_{t-1}) + g\,x_t, \qquad
        s_t = H(h_t - \theta)

    with the reset of `Firing`, which leaves u as it is. The state is a `ResonatorState` of u and v.

    Parameters
    ----------
    decay : float or array
        a, the real part of what a time step multiplies the state by.
    rotation : float or array
        :math:`\omega`, the imaginary part. The swing fades where :math:`a^2 + \omega^2 < 1`.
    threshold, reset, v_reset, detach_reset, surrogate
        As `Firing` has them.
    input_gain : float or array, default 1
        g, what the current is multiplied by.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import ResonateAndFire
    >>> neuron = ResonateAndFire.from_frequency(dt=1.0, tau=20.0, angular_frequency=0.785)
    >>> in_step, against = jnp.zeros([2, 24]).at[0, ::8].set(0.75).at[1, ::4].set(0.75)
    >>> [int(neuron(current)[0].sum()) for current in (in_step, against)]
    [1, 0]

    References
    ----------
    Izhikevich, "Resonate-and-fire neurons", Neural Networks 14, 2001.
    """

    decay: Parameter
    rotation: Parameter
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)

    finite = (*Firing.finite, "decay", "rotation", "input_gain")

    @classmethod
    def from_frequency(
        cls, dt: Parameter, tau: Parameter, angular_frequency: Parameter, **others: Any
    ) -> Self:
        r"""Return the neuron that multiplies by :math:`e^{(-1/\tau + i\,\Omega)\,dt}`.

        Parameters
        ----------
        dt, tau : float or array
            The length of a time step, and the time constant of the swing, in one unit.
        angular_frequency : float or array
            :math:`\Omega`, by what angle it turns in a unit of time, in radians.
        **others
            The other parameters of `ResonateAndFire`.

        Raises
        ------
        ValueError
            If `dt` or `tau` is not greater than 0.
        """
        size, angle = decay_of_time(dt, tau, "tau"), angular_frequency * dt
        numbers = all(isinstance(x, int | float) for x in (size, angle))
        real, imaginary = size * jnp.cos(angle), size * jnp.sin(angle)
        return cls(*((float(real), float(imaginary)) if numbers else (real, imaginary)), **others)

    def init(self, shape: Sequence[int], dtype: Any) -> ResonatorState:
        """Return no current, and the membrane at rest."""
        current = jnp.zeros(tuple(shape), working_dtype(dtype))
        return ResonatorState(current, self.at_rest(shape, dtype))

    def charge(self, state: ResonatorState, x: jax.Array) -> ResonatorState:
        """Return current and membrane after a turn, with what goes in."""
        current = self.decay * state.current - self.rotation * state.membrane
        membrane = self.rotation * state.current + self.decay * state.membrane
        return ResonatorState(current + self.input_gain * x, membrane)

    def fire(self, inner: ResonatorState) -> tuple[ResonatorState, jax.Array]:
        """Return the state after a reset, and the spikes."""
        membrane, spikes = self.fire_at(inner.membrane, inner.membrane - self.threshold)
        return ResonatorState(inner.current, membrane), spikes
