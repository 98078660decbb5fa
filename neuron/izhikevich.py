"""A quadratic membrane with a recovery variable: many kinds of firing in two equations."""

import dataclasses
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Self

import jax
import jax.numpy as jnp
import numpy as np

from ..kernels.precision import working_dtype
from ..value import static
from .firing import Firing, Parameter

__all__ = ["Izhikevich", "RecoveryState"]


class RecoveryState(NamedTuple):
    """The state of `Izhikevich`: the membrane, and what draws it back."""

    membrane: Any
    recovery: Any


class Izhikevich(Firing):
    r"""Izhikevich's neuron: a quadratic membrane with a recovery variable.

    .. math::
        h_t = v_{t-1} + k\,(v_{t-1} - v_{rest})\,(v_{t-1} - v_c) + g\,(x_t - w_{t-1}), \qquad
        s_t = H(h_t - \theta)

    .. math::
        w_t = \rho\,w_{t-1} + c\,(h_t - v_{rest}) + d\,s_t

    with the hard reset of `Firing`. It is a step of Euler's method, the recovery's after the
    membrane's. The state is a `RecoveryState` of v and w, :math:`v_{rest}` and 0 before the first
    step.

    Parameters
    ----------
    curvature : float or array
        k, what the product is multiplied by in a time step.
    recovery_decay : float or array
        :math:`\rho`, what a time step leaves of the recovery variable, from 0 to 1.
    recovery_coupling : float or array, default 0
        c, how much of the membrane goes over to it.
    recovery_jump : float or array, default 0
        d, by how much a spike raises it.
    threshold, v_reset, detach_reset, surrogate
        As `Firing` has them.
    reset : "hard"
        The one that there is.
    v_rest : float or array, default 0
        The membrane at rest.
    v_critical : float or array, default 0.8
        :math:`v_c`, the membrane above which it rises by itself.
    input_gain : float or array, default 1
        g, what the current, less the recovery variable, is multiplied by.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import Izhikevich
    >>> neuron = Izhikevich.from_standard(dt=0.5)  # regular spiking
    >>> spikes, state = neuron(jnp.full([400, 1], 10.0))
    >>> int(spikes.sum())
    5

    References
    ----------
    Izhikevich, "Simple model of spiking neurons", IEEE Transactions on Neural Networks 14(6), 2003.

    Izhikevich, "Dynamical systems in neuroscience", MIT Press, 2007, chapter 8.
    """

    curvature: Parameter
    recovery_decay: Parameter
    recovery_coupling: Parameter = 0.0
    recovery_jump: Parameter = 0.0
    v_rest: Parameter = dataclasses.field(default=0.0, kw_only=True)
    v_critical: Parameter = dataclasses.field(default=0.8, kw_only=True)
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)
    reset: str = static(default="hard", kw_only=True)

    fractions = ("recovery_decay",)
    finite = (
        *Firing.finite,
        *("curvature", "recovery_coupling", "recovery_jump"),
        *("v_rest", "v_critical", "input_gain"),
    )
    variants = MappingProxyType({**Firing.variants, "reset": ("hard",)})

    @classmethod
    def from_standard(
        cls,
        dt: float,
        a: float = 0.02,
        b: float = 0.2,
        c: float = -65.0,
        d: float = 8.0,
        **others: Any,
    ) -> Self:
        r"""Return the neuron with the four parameters of 2003, in milliseconds and millivolts.

        .. math::
            v' = 0.04\,v^2 + 5\,v + 140 - u + x, \qquad u' = a\,(b\,v - u)

        and where :math:`v \ge 30`, :math:`v \leftarrow c` and :math:`u \leftarrow u + d`. The
        recovery variable is :math:`w = u - b\,v_{rest}`, which is 0 at rest.

        Parameters
        ----------
        dt : float
            The length of a time step in milliseconds, 1 or less.
        a, b, c, d : float
            Those of the paper; by default, of a neuron that spikes regularly.
        **others
            The other parameters of `Izhikevich`.

        Raises
        ------
        ValueError
            If there is no rest: :math:`(5 - b)^2 < 22.4`.
        """
        inside = (5.0 - b) ** 2 - 4.0 * 0.04 * 140.0
        if inside < 0:
            raise ValueError(
                f"b is {b!r}, with which a membrane has no rest; it must be at most 0.267"
            )
        rest = float((b - 5.0 - np.sqrt(inside)) / 0.08)
        given = {
            "v_rest": rest,
            "v_critical": -5.0 / 0.04 - rest,
            "input_gain": dt,
            "threshold": 30.0,
            "v_reset": c,
        }
        return cls(0.04 * dt, 1.0 - dt * a, dt * a * b, d, **given | others)

    @property
    def rest(self) -> Parameter:
        """The membrane at rest."""
        return self.v_rest

    def init(self, shape: Sequence[int], dtype: Any) -> RecoveryState:
        """Return the membrane at rest, and nothing that draws it back."""
        recovery = jnp.zeros(tuple(shape), working_dtype(dtype))
        return RecoveryState(self.at_rest(shape, dtype), recovery)

    def charge(self, state: RecoveryState, x: jax.Array) -> RecoveryState:
        """Return the membrane after it has taken up a current, and the recovery that follows it."""
        away = state.membrane - self.v_rest
        drift = self.curvature * away * (state.membrane - self.v_critical)
        membrane = state.membrane + drift + self.input_gain * (x - state.recovery)
        recovery = self.recovery_decay * state.recovery
        return RecoveryState(membrane, recovery + self.recovery_coupling * (membrane - self.v_rest))

    def fire(self, inner: RecoveryState) -> tuple[RecoveryState, jax.Array]:
        """Return the state after a reset, and the spikes."""
        membrane, spikes = self.fire_at(inner.membrane, inner.membrane - self.threshold)
        return RecoveryState(membrane, inner.recovery + self.recovery_jump * spikes), spikes
