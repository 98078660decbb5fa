"""The training step of a recurrent network on event data."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from .events import EVENT_RATE, events
from .training import spiking_weights
from .workload import Inputs, normal

__all__ = ["EventRecurrent"]


@dataclasses.dataclass(frozen=True)
class EventRecurrent:
    """Events into a layer of neurons that are connected with each other, and a leaky readout.

    The samples are events of shape [length, batch, channels], from `events.events`. The parameters
    are ``input``, ``recurrent``, what a step's spikes add to the next step's currents, and
    ``readout``. The logits are the means over time of the readout's membranes. The sizes are by
    default those of the Spiking Heidelberg Digits.

    Attributes
    ----------
    length, batch, channels, hidden, classes : int
        Time steps, samples, and how many of what there are.
    dtype, neuron, surrogate : str

    References
    ----------
    Cramer, Stradmann, Schemmel and Zenke, "The Heidelberg spiking data sets for the systematic
    evaluation of spiking neural networks", IEEE Transactions on Neural Networks and Learning
    Systems 33(7), 2022.
    """

    length: int = 250
    batch: int = 64
    channels: int = 700
    hidden: int = 256
    classes: int = 20
    dtype: str = "float32"
    neuron: str = "LIF"
    surrogate: str = "Arctan"

    fewest_bytes = None

    @property
    def name(self) -> str:
        """Such as ``training/recurrent/T=250/batch=64/700-256-20/float32``."""
        sizes = f"{self.channels}-{self.hidden}-{self.classes}"
        return f"training/recurrent/T={self.length}/batch={self.batch}/{sizes}/{self.dtype}"

    @property
    def family(self) -> str:
        """Such as ``training/recurrent/T=250/float32``."""
        return f"training/recurrent/T={self.length}/{self.dtype}"

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
        """A value of each event, and eight a step and neuron."""
        return 4 * self.length * self.batch * (self.channels + 8 * self.hidden)

    def parameters(self) -> Mapping[str, np.ndarray]:
        """Return weights with which the neurons fire, and do not fire more and more."""
        random = np.random.default_rng(0)
        return {
            "input": spiking_weights(random, self.channels, self.hidden, EVENT_RATE),
            "recurrent": normal(random, (self.hidden, self.hidden), 0.0, 0.3 * self.hidden**-0.5),
            "readout": normal(random, (self.hidden, self.classes), 0.0, self.hidden**-0.5),
        }

    def inputs(self, seed: int) -> Inputs:
        """Return events of classes that are drawn by chance."""
        random = np.random.default_rng([seed, 1])
        labels = random.integers(self.classes, size=self.batch, dtype=np.int32)
        return {
            "samples": events(random, labels, self.length, self.channels),
            "labels": labels,
        }
