"""Make a workload that is written in PyTorch ready to run, on the platform that JAX has."""

# pyright: reportMissingImports=false

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import jax
import numpy as np

from ..workloads import Elementwise, Inputs, Layer, Recurrence, Workload
from .contestant import Prepared
from .torch_memory import peak_bytes
from .torch_networks import channels_first, channels_last
from .torch_neurons import TorchNeurons
from .torch_programs import TorchProgram, program

__all__ = ["device_name", "prepare", "runs"]


def runs(workload: Workload, surrogates: Collection[str] = ("Arctan", "Sigmoid")) -> bool:
    """Return whether a contestant on PyTorch with an IF and a LIF can run a workload.

    Parameters
    ----------
    workload : Workload
    surrogates : collection of str
        Those that it has.
    """
    if workload.dtype != "float32":
        return False
    if isinstance(workload, Layer) and workload.neuron is None:
        return False
    if isinstance(workload, Elementwise):
        return workload.surrogate in surrogates
    is_loop = isinstance(workload, Recurrence)
    return not is_loop or (workload.neuron in ("IF", "LIF") and workload.residuals == "float32")


def prepare(workload: Workload, neurons: TorchNeurons, inputs: Sequence[Inputs]) -> Prepared:
    """Return a workload ready to run, with its inputs on the device.

    Parameters
    ----------
    workload : Workload
    neurons : TorchNeurons
        What a contestant brings.
    inputs : sequence of Inputs
        All of the same shapes.

    Raises
    ------
    NotImplementedError
        If PyTorch has no device of JAX's platform, or too little memory on it.
    """
    import torch

    device = device_name()
    dtype = getattr(torch, workload.dtype)

    def tensors(arrays: Inputs) -> dict[str, Any]:
        return {
            # PyTorch warns of an array that cannot be written to, as those from JAX are.
            name: torch.from_numpy(np.require(array, requirements="W")).to(
                device, torch.long if array.dtype == np.int32 else dtype, copy=True
            )
            for name, array in arrays.items()
        }

    def operands_of(made: TorchProgram, arrays: Inputs) -> Mapping[str, Any]:
        as_here = {name: channels_first(name, array) for name, array in arrays.items()}
        return made.operands(tensors(as_here))

    def wait() -> None:
        if device == "cuda":
            torch.cuda.synchronize()

    taken: list[float] = []

    def from_operands_on() -> None:
        made = program(workload, neurons, tensors)
        operands = operands_of(made, inputs[0])
        # A training step keeps what the next one begins with.
        for _ in range(2):
            began = time.perf_counter()
            made.function(operands)
            wait()
            taken.append(time.perf_counter() - began)

    try:
        most = peak_bytes(from_operands_on, device)
        made = program(workload, neurons, tensors)
        operands = [operands_of(made, each) for each in inputs]
    except torch.OutOfMemoryError as error:
        raise NotImplementedError(f"does not fit: {error}") from None

    def rates() -> list[float]:
        with torch.no_grad():
            return [float(each.float().mean()) for each in made.spikes(operands[0])]

    return Prepared(
        # Kernels for a GPU are compiled in the first run.
        compile_seconds=max(taken[0] - taken[1], 0.0) if device == "cuda" else 0.0,
        peak_bytes=most,
        run=lambda number: made.function(operands[number]),
        wait=lambda _: wait(),
        outputs=_arrays,
        rates=rates,
    )


def _arrays(results: Mapping[str, Any]) -> Mapping[str, np.ndarray]:
    return {
        name: channels_last(name, each.detach().float().cpu().numpy().copy())
        for name, each in results.items()
    }


def device_name() -> str:
    """Return the name that PyTorch has for the platform of JAX's default device.

    Raises
    ------
    NotImplementedError
        If PyTorch has no such device.
    """
    import torch

    if jax.default_backend() == "cpu":
        return "cpu"
    if jax.default_backend() == "gpu" and torch.cuda.is_available():
        return "cuda"
    raise NotImplementedError(f"PyTorch finds no device for {jax.default_backend()!r} here")
