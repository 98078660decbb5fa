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
    loop : callable
        From the names of a neuron and a surrogate to the function from currents of shape [T, ...]
        to spikes, from a state at rest.
    cell : callable
        From the names of a neuron and a surrogate to a function that makes a neuron at rest: a
        function from a step's current to spikes, which keeps its state.
    """

    loop: Callable[[str, str], Loop]
    cell: Callable[[str, str], Callable[[], Loop]]
