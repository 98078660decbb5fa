"""The neurons of `spikingjelly` 2 in its multi-step mode, which picks a kernel for the device."""

# A type checker that does not find the package finds this file in its place.
# pyright: reportMissingImports=false, reportAttributeAccessIssue=false

from collections.abc import Callable, Sequence
from typing import Any

from ..workloads import Inputs, Workload
from ..workloads.neurons import NEURONS, SURROGATES
from .contestant import Contestant, Prepared
from .torch_neurons import Loop, TorchNeurons
from .torch_prepare import prepare, runs

__all__ = ["CONTESTANT"]

_SURROGATES = {"Arctan": "ATan", "Sigmoid": "Sigmoid"}


def _spike(surrogate: str) -> Any:
    from spikingjelly.activation_based import surrogate as surrogates

    return getattr(surrogates, _SURROGATES[surrogate])(**SURROGATES[surrogate])


def _neuron(name: str, surrogate: str, step_mode: str) -> Any:
    from spikingjelly.activation_based import neuron

    common: dict[str, Any] = {
        "v_threshold": 1.0,
        # A soft reset.
        "v_reset": None,
        "surrogate_function": _spike(surrogate),
        "step_mode": step_mode,
    }
    if name == "IF":
        return neuron.IFNode(**common)
    tau = 1.0 / (1.0 - NEURONS[name].parameters["decay"])
    return neuron.LIFNode(tau=tau, decay_input=False, **common)


def _loop(name: str, surrogate: str) -> Loop:
    made = _neuron(name, surrogate, "m")

    def run(current: Any) -> Any:
        made.reset()
        return made(current)

    return run


def _cell(name: str, surrogate: str) -> Callable[[], Loop]:
    return lambda: _neuron(name, surrogate, "s")


def _modes(workload: Workload) -> Sequence[str]:
    return ("",) if runs(workload) else ()


def _prepare(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    del mode
    return prepare(workload, TorchNeurons(_spike, _loop, _cell), inputs)


CONTESTANT = Contestant(
    "spikingjelly", ("torch", "spikingjelly"), ("torch", "spikingjelly"), _modes, _prepare
)
