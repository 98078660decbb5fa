"""Neurons whose state is the membrane alone."""

import dataclasses
from typing import Any, Self

import jax

from .firing import Firing, Parameter
from .time_constants import decay_of_steps, decay_of_time

__all__ = ["IF", "LIF"]


class LIF(Firing):
    r"""The leaky integrate-and-fire neuron.

    .. math::
        h_t = v_{reset} + \lambda\,(v_{t-1} - v_{reset}) + g\,x_t, \qquad s_t = H(h_t - \theta)

    with the reset of `Firing`, and :math:`v_{reset} = 0` unless that is hard. The state is the
    membrane v. With an array for `decay`, which then has a gradient, it is the parametric LIF
    (PLIF).

    Parameters
    ----------
    decay : float or array
        :math:`\lambda`, what a time step leaves of the membrane, from 0 to 1.
    threshold, reset, v_reset, detach_reset, surrogate
        As `Firing` has them.
    input_gain : float or array, default 1
        g, what the current is multiplied by.

    Examples
    --------
    >>> import jax, jax.numpy as jnp
    >>> from spikefuse.neuron import LIF
    >>> spikes, membrane = LIF(0.5)(jnp.full([4, 2], 0.75))
    >>> spikes[:, 0].tolist()
    [0.0, 1.0, 0.0, 1.0]

    The parametric LIF has one decay for a layer, and learns it:

    >>> def firing_rate(raw_decay):
    ...     neuron = LIF(jax.nn.sigmoid(raw_decay))
    ...     return neuron(jnp.full([20, 8], 0.3))[0].mean()
    >>> bool(jax.grad(firing_rate)(1.0) > 0)
    True

    References
    ----------
    Gerstner, Kistler, Naud and Paninski, "Neuronal Dynamics", Cambridge University Press, 2014,
    chapter 1.3.

    Fang, Yu, Chen, Masquelier, Huang and Tian, "Incorporating learnable membrane time constant to
    enhance learning of spiking neural networks", ICCV 2021.
    """

    decay: Parameter
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)

    fractions = ("decay",)
    finite = (*Firing.finite, "input_gain")

    @classmethod
    def from_tau(cls, tau: Parameter, *, decay_input: bool = True, **others: Any) -> Self:
        r"""Return the neuron with :math:`\lambda = 1 - 1/\tau`.

        Parameters
        ----------
        tau : float or array
            The time constant of the membrane, in time steps, at least 1.
        decay_input : bool
            Whether the current is scaled down as the membrane decays, :math:`g = 1/\tau`; else g
            is 1.
        **others
            The other parameters of `LIF`.

        Raises
        ------
        ValueError
            If `tau` is less than 1.

        Examples
        --------
        >>> from spikefuse.neuron import LIF
        >>> neuron = LIF.from_tau(2.0, reset="hard")
        >>> neuron.decay, neuron.input_gain
        (0.5, 0.5)
        """
        decay = decay_of_steps(tau)
        gain = 1.0 / tau if decay_input else 1.0
        return cls(decay, **{"input_gain": gain} | others)

    @classmethod
    def from_time_constants(
        cls, dt: Parameter, tau_mem: Parameter, *, decay_input: bool = False, **others: Any
    ) -> Self:
        r"""Return the neuron with :math:`\lambda = e^{-dt/\tau_{mem}}`.

        Parameters
        ----------
        dt, tau_mem : float or array
            The length of a time step, and the time constant of the membrane, in one unit.
        decay_input : bool
            Whether :math:`g = 1 - \lambda`, with which a constant current x takes the membrane to
            x; else g is 1.
        **others
            The other parameters of `LIF`.

        Raises
        ------
        ValueError
            If one is not greater than 0.

        Examples
        --------
        >>> from spikefuse.neuron import LIF
        >>> round(LIF.from_time_constants(dt=1.0, tau_mem=20.0).decay, 4)
        0.9512
        """
        decay = decay_of_time(dt, tau_mem)
        gain = 1.0 - decay if decay_input else 1.0
        return cls(decay, **{"input_gain": gain} | others)

    def charge(self, state: jax.Array, x: jax.Array) -> jax.Array:
        """Return the membrane after it has taken up a current."""
        return self.leak(self.decay, state) + self.input_gain * x


class IF(Firing):
    r"""The integrate-and-fire neuron, which does not leak.

    .. math::
        h_t = v_{t-1} + x_t, \qquad s_t = H(h_t - \theta)

    with the reset of `Firing`. The state is the membrane v.

    Parameters
    ----------
    threshold, reset, v_reset, detach_reset, surrogate
        As `Firing` has them.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import IF
    >>> spikes, membrane = IF(threshold=2.0)(jnp.ones([4, 3]))
    >>> spikes[:, 0].tolist()
    [0.0, 1.0, 0.0, 1.0]

    References
    ----------
    Lapicque, "Recherches quantitatives sur l'excitation électrique des nerfs traitée comme une
    polarisation", Journal de Physiologie et de Pathologie Générale 9, 1907.
    """

    def charge(self, state: jax.Array, x: jax.Array) -> jax.Array:
        """Return the membrane after it has taken up a current."""
        return state + x
