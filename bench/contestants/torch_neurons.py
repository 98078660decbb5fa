"""What a contestant that runs on PyTorch brings to every workload."""

import dataclasses
from collections.abc import Callable
from typing import Any

__all__ = ["TorchNeurons"]

Loop = Callable[[Any], Any]


@dataclasses.dataclass(frozen=True)
class TorchNeurons:
    """Neurons as functions of tensors; the numbers are those of `workloads.neurons`.

    Attributes
    ----------
    spike : callable
        From a surrogate's name to the function from a tensor to spikes.
    loop : callable
        From the names of a neuron and a surrogate to the function from currents of shape [T, ...]
        to spikes, from a state at rest.
    cell : callable
        From the names of a neuron and a surrogate to a function that makes a neuron at rest: a
        function from a step's current to spikes, which keeps its state.
    """

    spike: Callable[[str], Loop]
    loop: Callable[[str, str], Loop]
    cell: Callable[[str, str], Callable[[], Loop]]
