"""The training step of a multilayer perceptron."""

import dataclasses
import itertools
from collections.abc import Mapping

import numpy as np

from .training import spiking_weights
from .workload import Inputs, normal

__all__ = ["Multilayer"]

_INK = 0.2


@dataclasses.dataclass(frozen=True)
class Multilayer:
    """Images as constant currents into two spiking layers, and a leaky readout of each class.

    The samples are intensities of shape [batch, pixels]. The parameters are ``weights1``,
    ``weights2`` and ``weights3``; there are no biases. The logits are the means over time of the
    readout's membranes.

    Attributes
    ----------
    length, batch : int
        Time steps, and images.
    sizes : tuple of int
        Pixels, neurons of the layers, and classes.
    dtype, neuron, surrogate : str
    """

    length: int
    batch: int
    sizes: tuple[int, ...] = (784, 1024, 1024, 10)
    dtype: str = "float32"
    neuron: str = "LIF"
    surrogate: str = "Arctan"

    fewest_bytes = None

    @property
    def name(self) -> str:
        """Such as ``training/mlp/T=25/batch=128/784-1024-1024-10/float32``."""
        sizes = "-".join(map(str, self.sizes))
        return f"training/mlp/T={self.length}/batch={self.batch}/{sizes}/{self.dtype}"

    @property
    def family(self) -> str:
        """Such as ``training/mlp/T=25/float32``."""
        return f"training/mlp/T={self.length}/{self.dtype}"

    @property
    def size(self) -> int:
        """The batch."""
        return self.batch

    @property
    def samples(self) -> int:
        """The batch."""
        return self.batch

    @property
    def working_bytes(self) -> int:
        """Six float32 values a step and neuron, and four for each weight."""
        weights = sum(a * b for a, b in itertools.pairwise(self.sizes))
        return 4 * (6 * self.length * self.batch * sum(self.sizes[1:]) + 4 * weights)

    def parameters(self) -> Mapping[str, np.ndarray]:
        """Return weights with which each layer fires."""
        random = np.random.default_rng(0)
        pixels, *hidden, classes = self.sizes
        # What an image of `_INK` has for a second moment of its pixels is a third of that.
        weights = [normal(random, (pixels, hidden[0]), 0.0, 0.25 / np.sqrt(_INK * pixels / 3))]
        weights += [spiking_weights(random, a, b, 0.15) for a, b in itertools.pairwise(hidden)]
        weights.append(normal(random, (hidden[-1], classes), 0.0, hidden[-1] ** -0.5))
        return {f"weights{number}": each for number, each in enumerate(weights, 1)}

    def inputs(self, seed: int) -> Inputs:
        """Return images of which a fifth of the pixels are ink, and labels by chance."""
        random = np.random.default_rng([seed, 1])
        size = (self.batch, self.sizes[0])
        ink = random.random(size, np.float32) < _INK
        images = ink * random.random(size, np.float32)
        labels = random.integers(self.sizes[-1], size=self.batch, dtype=np.int32)
        return {"samples": images, "labels": labels}
