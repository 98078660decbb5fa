"""What the training steps have in common: the loss is cross-entropy, the optimizer SGD.

The inputs of each are ``samples`` and ``labels``. A step goes from parameters and momenta to the
next ones and the loss; the outputs are the loss, and for each parameter its momentum after the
first step, which is its gradient.
"""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

import numpy as np

from .workload import Workload, normal

__all__ = ["LEARNING_RATE", "MOMENTUM", "Training", "spiking_weights"]

LEARNING_RATE, MOMENTUM = 0.01, 0.9


@runtime_checkable
class Training(Workload, Protocol):
    """A workload that is a whole training step."""

    @property
    def neuron(self) -> str:
        """A name of `neurons.NEURONS`."""
        ...

    @property
    def surrogate(self) -> str:
        """Of the spikes: a name of a class of `spikefuse.surrogate`."""
        ...

    def parameters(self) -> Mapping[str, np.ndarray]:
        """Return the parameters that the step begins with, always the same."""
        ...


def spiking_weights(
    random: np.random.Generator, inputs: int, outputs: int, rate: float, mean: float = 0.1
) -> np.ndarray:
    """Return weights with which LIF neurons fire, from inputs that do at some rate."""
    active = rate * inputs
    return normal(random, (inputs, outputs), mean / active, 0.4 / np.sqrt(active))
