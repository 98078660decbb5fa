"""A neuron's loop over time alone."""

import dataclasses
import math

import jax.numpy as jnp
import numpy as np

from .neurons import NEURONS
from .workload import BOTH, FORWARD, Inputs, normal

__all__ = ["Recurrence"]

_USUAL = "Arctan"
"""The surrogate that a name leaves out."""


@dataclasses.dataclass(frozen=True)
class Recurrence:
    """Neurons whose current is given.

    The inputs are ``current``, and with a backward pass ``cotangent``; the outputs are the spikes,
    and with a backward pass the gradient of the current.

    Attributes
    ----------
    neuron : str
        A name of `NEURONS`.
    length : int
        Time steps.
    shape : tuple of int
        Of a step.
    dtype : str
        Of current, spikes and gradients; the state is float32.
    residuals : str
        What is kept for the backward pass: "float32", "bfloat16", or "recompute" for nothing
        but the current.
    direction : str
        `FORWARD` or `BOTH`.
    surrogate : str
        Of the spikes.
    """

    neuron: str
    length: int
    shape: tuple[int, ...]
    dtype: str = "float32"
    residuals: str = "float32"
    direction: str = BOTH
    surrogate: str = _USUAL

    samples = None

    @property
    def name(self) -> str:
        """Such as ``recurrence/LIF/T=100/128x1024/float32/both/keeps-float32``."""
        return self._named("x".join(map(str, self.shape)))

    @property
    def family(self) -> str:
        """Such as ``recurrence/LIF/T=100/float32/both/keeps-float32``."""
        return self._named()

    @property
    def size(self) -> int:
        """The neurons, one of each sample."""
        return math.prod(self.shape)

    @property
    def fewest_bytes(self) -> int:
        """What goes in and out, and what is written forward and read backward.

        That is one value a step and neuron, or the current a second time to compute it again.
        """
        own = jnp.dtype(self.dtype).itemsize
        if self.direction == FORWARD:
            each = 2 * own
        elif self.residuals == "recompute":
            each = 5 * own
        else:
            each = 4 * own + 2 * jnp.dtype(self.residuals).itemsize
        return self.length * self.size * each

    @property
    def working_bytes(self) -> int:
        """What is read and written, and as much again for a loop that is not fused."""
        return 2 * self.fewest_bytes

    def inputs(self, seed: int) -> Inputs:
        """Return a current that makes the neurons fire as in a network, and a cotangent."""
        random = np.random.default_rng(seed)
        size = (self.length, *self.shape)
        drive = NEURONS[self.neuron]
        current = normal(random, size, drive.mean, drive.deviation)
        if self.direction == FORWARD:
            return {"current": current}
        return {"current": current, "cotangent": normal(random, size)}

    def _named(self, *shape: str) -> str:
        own = "" if self.surrogate == _USUAL else f"-{self.surrogate}"
        neuron, length = f"{self.neuron}{own}", f"T={self.length}"
        parts = ["recurrence", neuron, length, *shape, self.dtype, self.direction]
        return "/".join(parts + [f"keeps-{self.residuals}"] * (self.direction == BOTH))
