"""A neuron that puts out whole numbers: several spikes in a time step."""

import dataclasses
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Self

import jax
import jax.numpy as jnp
import numpy as np

from ..kernels.precision import working_dtype
from ..value import is_concrete, static
from .base import Neuron
from .firing import Parameter
from .time_constants import decay_of_steps

__all__ = ["ILIF"]


class ILIF(Neuron):
    r"""The integer leaky integrate-and-fire neuron (I-LIF).

    .. math::
        h_t = \lambda\,v_{t-1} + g\,x_t, \qquad
        s_t = \mathrm{round}\big(\mathrm{clip}(h_t / \theta, 0, D)\big), \qquad
        v_t = h_t - s_t\,\theta

    What is between two whole numbers goes to the even one. The derivative of :math:`s_t` to
    :math:`h_t / \theta` is 1 from 0 to D, both included, and 0 elsewhere. The state is the membrane
    v. A network that was trained so runs with spikes of 0 and 1, D of them for each time step.

    Parameters
    ----------
    decay : float or array
        :math:`\lambda`, what a time step leaves of the membrane, from 0 to 1.
    most : float or array, default 4
        D, how many spikes there can be in a time step: a whole number, at least 1.
    threshold : float or array, default 1
        :math:`\theta`, the membrane that one spike is for; greater than 0.
    detach_reset : bool, default False
        Whether the reset counts as a constant in the backward pass.
    input_gain : float or array, default 1
        g, what the current is multiplied by.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import ILIF
    >>> spikes, membrane = ILIF(0.5)(jnp.array([[0.375], [2.25], [9.0], [-1.0]]))
    >>> spikes[:, 0].tolist(), membrane[0].item()
    ([0.0, 2.0, 4.0, 2.0], -0.390625)

    References
    ----------
    Luo, Yao, Chou, Xu and Li, "Integer-valued training and spike-driven inference spiking neural
    network for high-performance and energy-efficient object detection", ECCV 2024.
    """

    decay: Parameter
    most: Parameter = 4
    threshold: Parameter = dataclasses.field(default=1.0, kw_only=True)
    detach_reset: bool = static(default=False, kw_only=True)
    input_gain: Parameter = dataclasses.field(default=1.0, kw_only=True)

    fractions = ("decay",)
    positive = ("most", "threshold")
    finite = ("input_gain",)
    variants = MappingProxyType({"detach_reset": (False, True)})

    def check(self) -> None:
        """Check the fields.

        Raises
        ------
        TypeError
            If one is neither a number nor an array.
        ValueError
            If one is out of its range.
        """
        super().check()
        if is_concrete(self.most) and np.any(np.asarray(self.most) % 1 != 0):
            raise ValueError(f"ILIF: most must be a whole number, but it is {self.most!r}")

    @classmethod
    def from_tau(cls, tau: Parameter, most: Parameter = 4, **others: Any) -> Self:
        r"""Return the neuron with :math:`\lambda = 1 - 1/\tau`.

        Parameters
        ----------
        tau : float or array
            The time constant of the membrane, in time steps, at least 1.
        most, **others
            The other parameters of `ILIF`.

        Raises
        ------
        ValueError
            If `tau` is less than 1.
        """
        return cls(decay_of_steps(tau), most, **others)

    def init(self, shape: Sequence[int], dtype: Any) -> jax.Array:
        """Return the membrane at rest, 0."""
        return jnp.zeros(tuple(shape), working_dtype(dtype))

    def charge(self, state: jax.Array, x: jax.Array) -> jax.Array:
        """Return the membrane after it has taken up a current."""
        return self.decay * state + self.input_gain * x

    def fire(self, inner: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Return the membrane after a reset, and how many spikes there are."""
        spikes = _counted(inner / self.threshold, self.most)
        felt = jax.lax.stop_gradient(spikes) if self.detach_reset else spikes
        return inner - felt * self.threshold, spikes

    def distance(self, inner: jax.Array) -> jax.Array:
        """Return how far what `charge` returned is from another number of spikes."""
        level = jnp.clip(inner / self.threshold - 0.5, 0.0, self.most - 1.0)
        nearest = jnp.round(level) + 0.5
        return inner - nearest * self.threshold


@jax.custom_jvp
def _counted(x: jax.Array, most: Parameter) -> jax.Array:
    """Return the nearest whole number from 0 to `most`; of two, the even one."""
    # Sums alone: not every compiler of kernels knows how to round.
    inside = jnp.minimum(jnp.maximum(x, 0.0), most)
    below = jnp.floor(inside)
    rest = inside - below
    is_odd = below - 2.0 * jnp.floor(0.5 * below) == 1.0
    is_above = (rest > 0.5) | ((rest == 0.5) & is_odd)
    return jnp.where(is_above, below + 1.0, below)


@_counted.defjvp
def _counted_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    x, most = primals
    return _counted(x, most), jnp.where((x >= 0.0) & (x <= most), tangents[0], 0.0)
