"""What a membrane that reaches its threshold does: it spikes, and is reset."""

import dataclasses
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from ..kernels.precision import working_dtype
from ..surrogate import Arctan
from ..value import Value, is_concrete, static
from .base import Neuron

__all__ = ["RESETS", "Firing", "Parameter", "check_reset", "check_surrogate"]

Parameter = float | jax.Array
"""A number, or an array that broadcasts to the shape of one time step."""

RESETS = ("soft", "hard", "none")
"""What a spike does to the membrane: takes the threshold away, sets it to a value, or nothing."""


class Firing(Neuron):
    r"""A membrane with a threshold and a reset: what all spiking neurons share.

    .. math::
        s = H(h - \theta), \qquad
        v = \begin{cases}
            h - s\,\theta & \text{soft} \\
            (1 - s)\,h + s\,v_{reset} & \text{hard} \\
            h & \text{none}
        \end{cases}

    where h is the membrane after it has taken up a step's current. The derivative of s is that of
    the surrogate; it also goes through the reset, unless that is detached.

    Parameters
    ----------
    threshold : float or array, default 1
        The membrane at which the neuron spikes.
    reset : "soft", "hard" or "none", default "soft"
        What a spike does to the membrane: takes the threshold away, sets it to `v_reset`, or
        nothing.
    v_reset : float or array, default 0
        With a hard reset, the membrane after a spike, and at rest.
    detach_reset : bool, default False
        Whether the reset counts as a constant in the backward pass.
    surrogate : Surrogate, default Arctan()
        The spike; or any elementwise function from the distance to the threshold to spikes.
    """

    threshold: Parameter = dataclasses.field(default=1.0, kw_only=True)
    reset: str = static(default="soft", kw_only=True)
    v_reset: Parameter = dataclasses.field(default=0.0, kw_only=True)
    detach_reset: bool = static(default=False, kw_only=True)
    surrogate: Callable[[Any], jax.Array] = dataclasses.field(default=Arctan(), kw_only=True)

    finite = ("threshold", "v_reset")
    variants = MappingProxyType({"reset": RESETS, "detach_reset": (False, True)})

    def check(self) -> None:
        """Check the fields.

        Raises
        ------
        TypeError
            If one is not of its type.
        ValueError
            If one is out of its range.
        """
        super().check()
        name = type(self).__name__
        check_reset(self, self.reset)
        if self.reset != "hard" and is_concrete(self.v_reset) and np.any(self.v_reset != 0):
            raise ValueError(
                f"{name}: v_reset is {self.v_reset!r}, for which a {self.reset!r} reset has no "
                "use; pass reset='hard', or leave v_reset out"
            )
        check_surrogate(self, self.surrogate)

    @property
    def rest(self) -> Parameter:
        """The membrane at rest: `v_reset` with a hard reset, else 0."""
        return self.v_reset if self.reset == "hard" else 0.0

    def init(self, shape: Sequence[int], dtype: Any) -> Any:
        """Return the state at rest, of a neuron whose state is the membrane alone."""
        return self.at_rest(shape, dtype)

    def fire(self, inner: Any) -> tuple[Any, jax.Array]:
        """Return the state after a reset, and the spikes, of such a neuron."""
        return self.fire_at(inner, inner - self.threshold)

    def at_rest(self, shape: Sequence[int], dtype: Any) -> jax.Array:
        """Return the membrane at rest, as an array."""
        return jnp.broadcast_to(jnp.asarray(self.rest, working_dtype(dtype)), tuple(shape))

    def leak(self, decay: Parameter, membrane: jax.Array) -> jax.Array:
        """Return the membrane after it has decayed towards rest."""
        if self.reset != "hard":
            return decay * membrane
        return self.v_reset + decay * (membrane - self.v_reset)

    def fire_at(self, membrane: jax.Array, distance: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Return the membrane after a reset, and the spikes, from the distance to the threshold."""
        spike = self.surrogate(distance)
        felt = lax.stop_gradient(spike) if self.detach_reset else spike
        if self.reset == "soft":
            return membrane - felt * self.threshold, spike
        if self.reset == "hard":
            return (1.0 - felt) * membrane + felt * self.v_reset, spike
        return membrane, spike


def check_reset(neuron: Neuron, reset: str) -> None:
    """Raise a ValueError for a reset that is none of the neuron's."""
    allowed = neuron.variants["reset"]
    if reset not in allowed:
        raise ValueError(
            f"{type(neuron).__name__}: reset is {reset!r}; it must be "
            f"{'one of ' * (len(allowed) > 1)}{', '.join(map(repr, allowed))}"
        )


def check_surrogate(neuron: Value, surrogate: Any) -> None:
    """Raise a TypeError for what cannot be a neuron's spike."""
    if not callable(surrogate):
        raise TypeError(
            f"{type(neuron).__name__}: surrogate is {surrogate!r}; it must be a surrogate, such as "
            "Arctan()"
        )
