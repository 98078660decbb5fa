"""A membrane whose upstroke is quadratic."""

import dataclasses
from types import MappingProxyType

import jax
import jax.numpy as jnp

from ..value import static
from .firing import Firing, Parameter

__all__ = ["QIF"]


class QIF(Firing):
    r"""The quadratic integrate-and-fire neuron.

    .. math::
        h_t = v_{t-1} + k\,(v_{t-1} - v_{rest})\,(v_{t-1} - v_c) + g\,x_t, \qquad
        s_t = H(h_t - \theta)

    with a hard or soft reset of `Firing`. It is a step of Euler's method; the state is the membrane
    v, which is at :math:`v_{rest}` before the first step. In the product v counts as no more than
    :math:`\theta`, which it is not with a hard reset, so that nothing overflows with a soft one.

    Parameters
    ----------
    curvature : float or array
        k, what the product is multiplied by in a time step.
    v_critical : float or array, default 0.8
        :math:`v_c`, the membrane above which it rises by itself.
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
    >>> from spikefuse.neuron import QIF
    >>> spikes, membrane = QIF(0.5)(jnp.full([4, 2], 0.75))
    >>> spikes[:, 0].tolist()
    [0.0, 1.0, 0.0, 1.0]

    References
    ----------
    Latham, Richmond, Nelson and Nirenberg, "Intrinsic dynamics in neuronal networks. I. Theory",
    Journal of Neurophysiology 83(2), 2000.

    Gerstner, Kistler, Naud and Paninski, "Neuronal Dynamics", Cambridge University Press, 2014,
    chapter 5.3.
    """

    curvature: Parameter
    v_critical: Parameter = 0.8
    v_rest: Parameter = dataclasses.field(default=0.0, kw_only=True)
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)
    reset: str = static(default="hard", kw_only=True)

    finite = (*Firing.finite, "curvature", "v_critical", "v_rest", "input_gain")
    variants = MappingProxyType({**Firing.variants, "reset": ("hard", "soft")})

    @property
    def rest(self) -> Parameter:
        """The membrane at rest."""
        return self.v_rest

    def charge(self, state: jax.Array, x: jax.Array) -> jax.Array:
        """Return the membrane after it has taken up a current."""
        below = jnp.minimum(state, self.threshold)
        drift = self.curvature * (below - self.v_rest) * (below - self.v_critical)
        return state + drift + self.input_gain * x
