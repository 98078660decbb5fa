"""A layer: what stands around a neuron in a network."""

import dataclasses

import jax.numpy as jnp
import numpy as np

from .neurons import NEURONS, NeuronSpec
from .workload import Inputs, normal

__all__ = ["Layer"]

_INPUT_RATE = 0.1


@dataclasses.dataclass(frozen=True)
class Layer:
    """Spikes times weights, neurons, and their spikes times weights, forward and backward.

    The inputs are ``spikes`` of shape [length, batch, width], ``first`` and ``second`` weights of
    shape [width, width], and ``cotangent`` of the shape of the spikes; the outputs are what the
    second weights make, and the gradients of spikes, first and second weights.

    Attributes
    ----------
    length, batch, width : int
        Time steps, samples, and neurons.
    dtype : str
    neuron : str or None
        A name of `NEURONS`; None for a threshold alone, without memory.
    surrogate : str
        A name of a class of `spikefuse.surrogate`.
    """

    length: int
    batch: int
    width: int
    dtype: str = "float32"
    neuron: str | None = "LIF"
    surrogate: str = "Arctan"

    fewest_bytes = None

    @property
    def name(self) -> str:
        """Such as ``layer/LIF/T=100/64x512/float32``."""
        return f"{self._kind}/{self.batch}x{self.width}/{self.dtype}"

    @property
    def family(self) -> str:
        """Such as ``layer/LIF/T=100/float32``."""
        return f"{self._kind}/{self.dtype}"

    @property
    def _kind(self) -> str:
        return f"layer/{self.neuron or 'threshold'}/T={self.length}"

    @property
    def size(self) -> int:
        """The neurons, one of each sample."""
        return self.batch * self.width

    @property
    def samples(self) -> int:
        """The batch."""
        return self.batch

    @property
    def working_bytes(self) -> int:
        """Ten arrays of a value a step and neuron, and a few of weights."""
        steps = self.length * self.batch * self.width
        return (10 * steps + 6 * self.width**2) * jnp.dtype(self.dtype).itemsize

    def inputs(self, seed: int) -> Inputs:
        """Return spikes at a tenth of the steps, and weights with which the neurons fire."""
        random = np.random.default_rng(seed)
        size = (self.length, self.batch, self.width)
        spikes = (random.random(size, np.float32) < _INPUT_RATE).astype(np.float32)
        # A current as `NEURONS` has it; a threshold at 0 that is crossed as often as a LIF's has
        # the same variance around -0.4.
        drive = NeuronSpec({}, -0.4, 0.4) if self.neuron is None else NEURONS[self.neuron]
        inputs = _INPUT_RATE * self.width
        of_weights = drive.mean / inputs, drive.deviation / np.sqrt(inputs)
        return {
            "spikes": spikes,
            "first": normal(random, (self.width, self.width), *of_weights),
            "second": normal(random, (self.width, self.width), 0.0, self.width**-0.5),
            "cotangent": normal(random, size),
        }
