"""Every kind of workload as a function in PyTorch, around neurons that a contestant brings."""

# pyright: reportMissingImports=false

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..workloads import FORWARD, Inputs, Layer, Recurrence, Training, Workload
from ..workloads.training import LEARNING_RATE, MOMENTUM
from .torch_networks import channels_first, network
from .torch_neurons import TorchNeurons

__all__ = ["TorchProgram", "program"]


@dataclasses.dataclass(frozen=True)
class TorchProgram:
    """Functions of the same tensors.

    Attributes
    ----------
    function : callable
        What is timed, from a workload's inputs as tensors to its outputs, with slashes in names. A
        training step goes on from where the one before has come to.
    spikes : callable
        From the same to the spikes of each spiking layer.
    """

    function: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    spikes: Callable[[Mapping[str, Any]], Sequence[Any]]


def program(
    workload: Workload, neurons: TorchNeurons, tensors: Callable[[Inputs], dict[str, Any]]
) -> TorchProgram:
    """Return a workload as functions in PyTorch.

    Parameters
    ----------
    workload : Workload
    neurons : TorchNeurons
        What a contestant brings.
    tensors : callable
        From arrays by name to tensors of the workload's dtype on the device.

    Raises
    ------
    TypeError
        If it is of no kind that is written in PyTorch.
    """
    if isinstance(workload, Recurrence):
        return _recurrence(workload, neurons)
    if isinstance(workload, Layer):
        return _layer(workload, neurons)
    if isinstance(workload, Training):
        return _training(workload, neurons, tensors)
    raise TypeError(f"{workload!r} is of no kind of workload that is written in PyTorch")


def _recurrence(workload: Recurrence, neurons: TorchNeurons) -> TorchProgram:
    import torch

    loop = neurons.loop(workload.neuron, workload.surrogate)

    def forward(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        with torch.no_grad():
            return {"spikes": loop(inputs["current"])}

    def both(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        current = inputs["current"].detach().requires_grad_()
        spikes = loop(current)
        (gradient,) = torch.autograd.grad(spikes, current, inputs["cotangent"])
        return {"spikes": spikes.detach(), "gradient": gradient}

    return TorchProgram(
        forward if workload.direction == FORWARD else both,
        lambda inputs: [loop(inputs["current"])],
    )


def _layer(workload: Layer, neurons: TorchNeurons) -> TorchProgram:
    import torch

    assert workload.neuron is not None, "a threshold alone is left to others"
    loop = neurons.loop(workload.neuron, workload.surrogate)
    names = ("spikes", "first", "second")

    def function(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        spikes, first, second = (inputs[name].detach().requires_grad_() for name in names)
        output = loop(spikes @ first) @ second
        found = torch.autograd.grad(output, (spikes, first, second), inputs["cotangent"])
        gradients = {f"gradient/{name}": each for name, each in zip(names, found, strict=True)}
        return {"output": output.detach()} | gradients

    return TorchProgram(function, lambda inputs: [loop(inputs["spikes"] @ inputs["first"])])


def _training(
    workload: Training, neurons: TorchNeurons, tensors: Callable[[Inputs], dict[str, Any]]
) -> TorchProgram:
    import torch

    predict = network(workload, neurons)
    start = {name: channels_first(name, each) for name, each in workload.parameters().items()}
    parameters = {name: each.requires_grad_() for name, each in tensors(start).items()}
    optimizer = torch.optim.SGD(parameters.values(), LEARNING_RATE, MOMENTUM)

    def step(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        optimizer.zero_grad()
        logits, _ = predict(parameters, inputs["samples"])
        loss = torch.nn.functional.cross_entropy(logits, inputs["labels"])
        loss.backward()
        optimizer.step()
        momenta = {
            f"momentum/{name}": optimizer.state[each]["momentum_buffer"]
            for name, each in parameters.items()
        }
        found = {f"parameters/{name}": each for name, each in parameters.items()}
        return {"loss": loss.detach()} | momenta | found

    return TorchProgram(step, lambda inputs: predict(parameters, inputs["samples"])[1])
