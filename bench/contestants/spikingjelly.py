"""The neurons of `spikingjelly` 2 in its multi-step mode.

It picks their kernels for the device: on a GPU, compiled CUDA where it was built from source, or
Triton. A mode is named after what it says that it picks.
"""

# A type checker that does not find the package finds this file in its place.
# pyright: reportMissingImports=false, reportAttributeAccessIssue=false

import functools
from collections.abc import Callable, Sequence
from typing import Any

import jax

from ..workloads import Elementwise, EventRecurrent, Inputs, Workload
from ..workloads.neurons import NEURONS, SURROGATES
from .contestant import Contestant, Prepared
from .torch_neurons import Loop, TorchNeurons
from .torch_prepare import prepare, runs

__all__ = ["CONTESTANT"]

_COMPILED = "torch.compile"

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


def _loop(name: str, surrogate: str, *, compiled: bool = False) -> Loop:
    import torch

    made = _neuron(name, surrogate, "m")
    call = torch.compile(made) if compiled else made

    def run(current: Any) -> Any:
        made.reset()
        return call(current)

    return run


def _cell(name: str, surrogate: str) -> Callable[[], Loop]:
    return lambda: _neuron(name, surrogate, "s")


def _modes(workload: Workload) -> Sequence[str]:
    if not runs(workload):
        return ()
    # What has a loop of its own takes single steps.
    if jax.default_backend() != "gpu" or isinstance(workload, Elementwise | EventRecurrent):
        return ("",)
    return _on_gpu(getattr(workload, "neuron", "LIF"))


def _on_gpu(name: str) -> Sequence[str]:
    """Return which of its kernels it takes for a neuron by itself, and under PyTorch's compiler."""
    import torch
    from spikingjelly.activation_based.functional import neuron_implementation

    if not torch.cuda.is_available():
        return ("",)

    def kernels(execution: str) -> Any:
        device = torch.device("cuda")
        return neuron_implementation(name.lower(), device, execution=execution)["implementation"]

    return kernels("eager"), f"{kernels('compile')} {_COMPILED}"


def _prepare(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    loop = functools.partial(_loop, compiled=mode.endswith(_COMPILED))
    return prepare(workload, TorchNeurons(_spike, loop, _cell), inputs)


CONTESTANT = Contestant(
    "spikingjelly", ("torch", "spikingjelly"), ("torch", "spikingjelly"), _modes, _prepare
)
