"""A membrane whose upstroke is exponential."""

import dataclasses
from types import MappingProxyType
from typing import Any, Self

import jax
import jax.numpy as jnp

from ..value import static
from .firing import Firing, Parameter
from .time_constants import decay_of_steps

__all__ = ["EIF"]


class EIF(Firing):
    r"""The exponential integrate-and-fire neuron.

    .. math::
        h_t = v_{rest} + \lambda\,(v_{t-1} - v_{rest})
            + (1 - \lambda)\,\Delta\,e^{(v_{t-1} - \vartheta) / \Delta} + g\,x_t,
        \qquad s_t = H(h_t - \theta)

    with a hard or soft reset of `Firing`. It is a step of Euler's method; the state is the membrane
    v, which is at :math:`v_{rest}` before the first step. In the exponent v counts as no more than
    :math:`\theta`, which it is not with a hard reset, so that nothing overflows with a soft one.

    Parameters
    ----------
    decay : float or array
        :math:`\lambda`, what a time step leaves of the membrane, from 0 to 1.
    rheobase : float or array, default 0.8
        :math:`\vartheta`, the membrane at which the upstroke begins.
    sharpness : float or array, default 1
        :math:`\Delta`, over how much of the membrane it grows by the factor e; greater than 0.
    threshold, v_reset, detach_reset, surrogate
        As `Firing` has them.
    reset : "hard" or "soft", default "hard"
        As `Firing` has it.
    v_rest : float or array, default 0
        The membrane at rest.
    input_gain : float or array, default 1
        g, what the current is multiplied by.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import EIF
    >>> spikes, membrane = EIF(0.5)(jnp.full([4, 2], 0.5))
    >>> spikes[:, 0].tolist()
    [0.0, 1.0, 0.0, 1.0]

    References
    ----------
    Fourcaud-Trocmé, Hansel, van Vreeswijk and Brunel, "How spike generation mechanisms determine
    the neuronal response to fluctuating inputs", Journal of Neuroscience 23(37), 2003.

    Gerstner, Kistler, Naud and Paninski, "Neuronal Dynamics", Cambridge University Press, 2014,
    chapter 5.2.
    """

    decay: Parameter
    rheobase: Parameter = 0.8
    sharpness: Parameter = 1.0
    v_rest: Parameter = dataclasses.field(default=0.0, kw_only=True)
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)
    reset: str = static(default="hard", kw_only=True)

    fractions = ("decay",)
    positive = ("sharpness",)
    finite = (*Firing.finite, "rheobase", "v_rest", "input_gain")
    variants = MappingProxyType({**Firing.variants, "reset": ("hard", "soft")})

    @classmethod
    def from_tau(cls, tau: Parameter, *, decay_input: bool = True, **others: Any) -> Self:
        r"""Return the neuron with :math:`\lambda = 1 - 1/\tau`.

        Parameters
        ----------
        tau : float or array
            The time constant of the membrane, in time steps, at least 1.
        decay_input : bool
            Whether :math:`g = 1/\tau`; else g is 1.
        **others
            The other parameters of `EIF`.

        Raises
        ------
        ValueError
            If `tau` is less than 1.
        """
        decay = decay_of_steps(tau)
        gain = 1.0 / tau if decay_input else 1.0
        return cls(decay, **{"input_gain": gain} | others)

    @property
    def rest(self) -> Parameter:
        """The membrane at rest."""
        return self.v_rest

    def charge(self, state: jax.Array, x: jax.Array) -> jax.Array:
        """Return the membrane after it has taken up a current."""
        below = jnp.minimum(state, self.threshold)
        upstroke = self.sharpness * jnp.exp((below - self.rheobase) / self.sharpness)
        leaked = self.v_rest + self.decay * (state - self.v_rest)
        return leaked + (1.0 - self.decay) * upstroke + self.input_gain * x
