"""A leaky membrane with a complementary one, which remembers spikes."""

import dataclasses
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import jax
import jax.numpy as jnp

from ..kernels.precision import working_dtype
from .firing import Firing, Parameter
from .time_constants import decay_of_steps

__all__ = ["CLIF", "ComplementaryState"]


class ComplementaryState(NamedTuple):
    """The state of `CLIF`: the membrane, and the complementary one."""

    membrane: Any
    complement: Any


class CLIF(Firing):
    r"""The complementary leaky integrate-and-fire neuron.

    .. math::
        h_t = \lambda\,v_{t-1} + g\,x_t, \qquad s_t = H(h_t - \theta)

    .. math::
        m_t = m_{t-1}\,\sigma\big((1 - \lambda)\,h_t\big) + s_t, \qquad
        v_t = h_t - s_t\,\big(\theta + \sigma(m_t)\big)

    with the logistic function :math:`\sigma`. The more a neuron has spiked of late, the more a
    spike takes away, and the complementary membrane m has a gradient that does not fade as that of
    v does. The state is a `ComplementaryState` of v and m.

    Parameters
    ----------
    decay : float or array
        :math:`\lambda`, what a time step leaves of the membrane, from 0 to 1.
    threshold, detach_reset, surrogate
        As `Firing` has them.
    reset : "soft"
        The one that there is.
    input_gain : float or array, default 1
        g, what the current is multiplied by.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import CLIF
    >>> spikes, state = CLIF(0.5)(jnp.ones([5, 2]))
    >>> spikes[:, 0].tolist()
    [1.0, 0.0, 1.0, 0.0, 1.0]

    References
    ----------
    Huang, Lin, Ren, Fu, Yang, Xu, Liu, Qian and Cheng, "CLIF: complementary leaky
    integrate-and-fire neuron for spiking neural networks", ICML 2024.
    """

    decay: Parameter
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)

    fractions = ("decay",)
    finite = (*Firing.finite, "input_gain")
    variants = MappingProxyType({**Firing.variants, "reset": ("soft",)})

    @classmethod
    def from_tau(cls, tau: Parameter, *, decay_input: bool = False, **others: Any) -> Self:
        r"""Return the neuron with :math:`\lambda = 1 - 1/\tau`.

        Parameters
        ----------
        tau : float or array
            The time constant of the membrane, in time steps, at least 1.
        decay_input : bool
            Whether :math:`g = 1/\tau`; else g is 1.
        **others
            The other parameters of `CLIF`.

        Raises
        ------
        ValueError
            If `tau` is less than 1.
        """
        decay = decay_of_steps(tau)
        gain = 1.0 / tau if decay_input else 1.0
        return cls(decay, **{"input_gain": gain} | others)

    def init(self, shape: Sequence[int], dtype: Any) -> ComplementaryState:
        """Return both membranes at rest."""
        complement = jnp.zeros(tuple(shape), working_dtype(dtype))
        return ComplementaryState(self.at_rest(shape, dtype), complement)

    def charge(self, state: ComplementaryState, x: jax.Array) -> ComplementaryState:
        """Return the membrane after it has taken up a current, and the complementary one before."""
        membrane = self.decay * state.membrane + self.input_gain * x
        return ComplementaryState(membrane, state.complement)

    def fire(self, inner: ComplementaryState) -> tuple[ComplementaryState, jax.Array]:
        """Return the state after a reset, and the spikes."""
        spike = self.surrogate(inner.membrane - self.threshold)
        felt = jax.lax.stop_gradient(spike) if self.detach_reset else spike
        kept = jax.nn.sigmoid((1.0 - self.decay) * inner.membrane)
        complement = inner.complement * kept + spike
        taken = felt * (self.threshold + jax.nn.sigmoid(complement))
        return ComplementaryState(inner.membrane - taken, complement), spike
