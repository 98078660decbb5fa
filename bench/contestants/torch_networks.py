"""The networks of the training steps in PyTorch, around neurons that a contestant brings.

Each function goes from parameters and samples to logits, and the spikes of each spiking layer.
Images and kernels have their channels first, as PyTorch has them.
"""

# pyright: reportMissingImports=false

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..workloads import Convolutional, EventRecurrent, Multilayer, Training
from ..workloads.neurons import READOUT_DECAY
from .torch_neurons import Loop, TorchNeurons

__all__ = ["channels_first", "channels_last", "network"]

Outputs = tuple[Any, list[Any]]


def network(
    workload: Training, neurons: TorchNeurons
) -> Callable[[Mapping[str, Any], Any], Outputs]:
    """Return the network of a training step."""
    made = _NETWORKS[type(workload)]
    return lambda parameters, samples: made(workload, neurons, parameters, samples)


def channels_first(name: str, array: np.ndarray) -> np.ndarray:
    """Return an image or a kernel as PyTorch has it; other arrays stay as they are."""
    if name.endswith("/kernel"):
        return np.ascontiguousarray(array.transpose(3, 2, 0, 1))
    if name == "samples" and array.ndim == 4:
        return np.ascontiguousarray(array.transpose(0, 3, 1, 2))
    return array


def channels_last(name: str, array: np.ndarray) -> np.ndarray:
    """Return a kernel as the workload has it; other arrays stay as they are."""
    return array.transpose(2, 3, 1, 0) if name.endswith("/kernel") else array


def _integrate(current: Any) -> Any:
    import torch

    membrane, membranes = torch.zeros_like(current[0]), []
    for x in current:
        membrane = READOUT_DECAY * membrane + x
        membranes.append(membrane)
    return torch.stack(membranes)


def _multilayer(
    workload: Multilayer, neurons: TorchNeurons, parameters: Mapping[str, Any], images: Any
) -> Outputs:
    loop = neurons.loop(workload.neuron, workload.surrogate)
    first, *hidden, readout = parameters.values()
    constant = images @ first
    spikes = [loop(constant.expand(workload.length, *constant.shape))]
    for weights in hidden:
        spikes.append(loop(spikes[-1] @ weights))
    return _integrate(spikes[-1] @ readout).mean(0), spikes


def _convolutional(
    workload: Convolutional, neurons: TorchNeurons, parameters: Mapping[str, Any], images: Any
) -> Outputs:
    loop = neurons.loop(workload.neuron, workload.surrogate)
    shown = images.expand(workload.length, *images.shape)
    x = _unit(parameters, "stem", loop, shown, 1)
    spikes = [x]
    for stage, _, stride in workload.stages:
        first = _unit(parameters, f"{stage}/first", loop, x, stride)
        second = _unit(parameters, f"{stage}/second", loop, first, 1)
        shortcut = _unit(parameters, f"{stage}/shortcut", loop, x, stride) if stride > 1 else x
        spikes += [first, second]
        x = second + shortcut
    return x.mean((0, 3, 4)) @ parameters["readout"], spikes


def _unit(parameters: Mapping[str, Any], name: str, loop: Loop, x: Any, stride: int) -> Any:
    """Return the spikes of a convolution, normalized, of x ``[T, batch, in, height, width]``."""
    from torch.nn import functional

    kernel = parameters[f"{name}/kernel"]
    flat = functional.conv2d(x.flatten(0, 1), kernel, stride=stride, padding=kernel.shape[-1] // 2)
    gain, bias = parameters[f"{name}/gain"], parameters[f"{name}/bias"]
    current = functional.batch_norm(flat, None, None, gain, bias, training=True)
    return loop(current.unflatten(0, x.shape[:2]))


def _recurrent(
    workload: EventRecurrent, neurons: TorchNeurons, parameters: Mapping[str, Any], events: Any
) -> Outputs:
    import torch

    cell = neurons.cell(workload.neuron, workload.surrogate)()
    currents = events @ parameters["input"]
    before, steps = torch.zeros_like(currents[0]), []
    for current in currents:
        before = cell(current + before @ parameters["recurrent"])
        steps.append(before)
    spikes = torch.stack(steps)
    return _integrate(spikes @ parameters["readout"]).mean(0), [spikes]


_NETWORKS: Mapping[type, Callable[..., Outputs]] = {
    Convolutional: _convolutional,
    EventRecurrent: _recurrent,
    Multilayer: _multilayer,
}
