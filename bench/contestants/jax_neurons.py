"""What a contestant that runs on JAX brings to every workload."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import jax

__all__ = ["JaxNeurons"]

Loop = Callable[[jax.Array], jax.Array]


@dataclasses.dataclass(frozen=True)
class JaxNeurons:
    """Surrogates and neurons as functions; the numbers are those of `workloads.neurons`.

    Attributes
    ----------
    spike : callable
        From a surrogate's name to the function from an array to spikes.
    loop : callable
        From the names of a neuron and a surrogate, and what residuals are kept, to the function
        from currents of shape [T, ...] to spikes.
    cell : callable
        From the names of a neuron and a surrogate to two functions: from a step's shape to the
        state at rest, and from state and current to the next state and spikes.
    integrate : callable
        From currents of shape [T, ...] to the membranes of leaky integrators.
    """

    spike: Callable[[str], Callable[[jax.Array], jax.Array]]
    loop: Callable[[str, str, str], Loop]
    cell: Callable[[str, str], tuple[Callable[[Sequence[int]], Any], Callable[..., Any]]]
    integrate: Loop
