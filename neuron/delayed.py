"""Neurons that are reset a step later, as those of snnTorch are."""

import dataclasses
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import jax

from ..surrogate import Arctan
from ..value import static
from .base import Neuron
from .firing import RESETS, Parameter, check_reset, check_surrogate

__all__ = ["Delayed"]


class Delayed(Neuron):
    r"""A neuron whose spike resets it in the next step, and counts as a constant there.

    The state keeps the membrane that fired, so what it shows is the membrane before its reset. The
    spike that is felt is :math:`z_t = H(v_{t-1} - \theta)`, without a derivative.

    Parameters
    ----------
    threshold : float or array, default 1
        :math:`\theta`, the membrane at which the neuron spikes.
    reset : "soft", "hard" or "none"
        What a spike does in the next step: takes the threshold away ("subtract" in snnTorch), sets
        to 0 ("zero"), or nothing.
    surrogate : Surrogate, default Arctan()
        The spike; or any elementwise function from the distance to the threshold to spikes.
    """

    threshold: Parameter = dataclasses.field(default=1.0, kw_only=True)
    reset: str = static(default="soft", kw_only=True)
    surrogate: Callable[[Any], jax.Array] = dataclasses.field(default=Arctan(), kw_only=True)

    finite = ("threshold",)
    variants = MappingProxyType({"reset": RESETS})

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
        check_reset(self, self.reset)
        check_surrogate(self, self.surrogate)

    def felt(self, membrane: jax.Array) -> jax.Array:
        """Return the spike of the step before, from the membrane that it left."""
        return jax.lax.stop_gradient(self.surrogate(membrane - self.threshold))
