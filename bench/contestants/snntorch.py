"""The neurons of `snntorch`, in a loop over time in Python, as its tutorials have them.

Their reset has no gradient, and comes in the next step, after the membrane has decayed.
"""

# A type checker that does not find the package finds this file in its place.
# pyright: reportMissingImports=false, reportAttributeAccessIssue=false

from collections.abc import Callable, Sequence
from typing import Any

import jax
from jax import lax

from ..workloads import Inputs, Workload
from ..workloads.neurons import NEURONS, SURROGATES
from . import jax_prepare, plain_neurons, scan
from .contestant import Contestant, Prepared
from .plain_neurons import Spike, Step, Steps
from .torch_neurons import Loop, TorchNeurons
from .torch_prepare import prepare, runs

__all__ = ["CONTESTANT"]


def _spike(surrogate: str) -> Loop:
    from snntorch import surrogate as surrogates

    made = {"Arctan": surrogates.atan, "Sigmoid": surrogates.sigmoid}[surrogate]
    return made(SURROGATES[surrogate]["alpha"])


def _cell(name: str, surrogate: str) -> Callable[[], Loop]:
    import snntorch

    spike = _spike(surrogate)
    decay = NEURONS[name].parameters.get("decay", 1.0)

    def made() -> Loop:
        neuron = snntorch.Leaky(beta=decay, threshold=1.0, spike_grad=spike)
        # It holds the membrane, and begins with none.
        membrane: list[Any] = [None]

        def step(current: Any) -> Any:
            if membrane[0] is None:
                membrane[0] = current.new_zeros(current.shape)
            spikes, membrane[0] = neuron(current, membrane[0])
            return spikes

        return step

    return made


def _loop(name: str, surrogate: str) -> Loop:
    made = _cell(name, surrogate)

    def run(current: Any) -> Any:
        import torch

        step = made()
        return torch.stack([step(x) for x in current])

    return run


def _lif(spike: Spike, decay: float = 1.0) -> Step:
    def step(state: tuple[jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        reset = lax.stop_gradient(spike(state[0] - 1.0))
        membrane = decay * state[0] + x - reset
        return (membrane,), spike(membrane - 1.0)

    return step


_STEPS: Steps = {"IF": (1, _lif), "LIF": (1, _lif)}


def _modes(workload: Workload) -> Sequence[str]:
    return ("",) if runs(workload) else ()


def _prepare(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    del mode
    return prepare(workload, TorchNeurons(_spike, _loop, _cell), inputs)


def _reference(workload: Workload, inputs: Sequence[Inputs]) -> Prepared:
    neurons = plain_neurons.neurons(scan.spike, steps=_STEPS)
    return jax_prepare.prepare(workload, neurons, inputs)


CONTESTANT = Contestant(
    "snntorch",
    ("torch", "snntorch"),
    ("torch", "snntorch"),
    _modes,
    _prepare,
    "the reset has no gradient, and comes after the membrane has decayed",
    _reference,
)
