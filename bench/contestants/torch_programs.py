"""Every kind of workload as a function in PyTorch, around neurons that a contestant brings."""

# pyright: reportMissingImports=false

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..workloads import (
    BACKWARD,
    FORWARD,
    Elementwise,
    Inputs,
    Layer,
    Recurrence,
    Training,
    Workload,
)
from ..workloads.training import LEARNING_RATE, MOMENTUM
from .torch_networks import channels_first, network
from .torch_neurons import TorchNeurons

__all__ = ["TorchProgram", "program"]

Tensors = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class TorchProgram:
    """Functions of the same tensors.

    Attributes
    ----------
    function : callable
        What is timed, from operands to a workload's outputs, with slashes in names. A training step
        goes on from where the one before has come to.
    spikes : callable
        From operands to the spikes of each spiking layer.
    operands : callable
        From a workload's inputs as tensors; they themselves by default.
    """

    function: Callable[[Tensors], Tensors]
    spikes: Callable[[Tensors], Sequence[Any]]
    operands: Callable[[Tensors], Tensors] = dict


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
    if isinstance(workload, Elementwise):
        return _elementwise(workload, neurons)
    if isinstance(workload, Recurrence):
        return _recurrence(workload, neurons)
    if isinstance(workload, Layer):
        return _layer(workload, neurons)
    if isinstance(workload, Training):
        return _training(workload, neurons, tensors)
    raise TypeError(f"{workload!r} is of no kind of workload that is written in PyTorch")


def _elementwise(workload: Elementwise, neurons: TorchNeurons) -> TorchProgram:
    import torch

    spike = neurons.spike(workload.surrogate)

    def differentiable(inputs: Tensors) -> Tensors:
        x = inputs["x"].detach().requires_grad_()
        return {**inputs, "x": x, "spikes": spike(x)}

    def gradient(operands: Tensors) -> Tensors:
        x, spikes, cotangent = (operands[name] for name in ("x", "spikes", "cotangent"))
        (found,) = torch.autograd.grad(spikes, x, cotangent, retain_graph=True)
        return {"gradient": found}

    def forward(operands: Tensors) -> Tensors:
        with torch.no_grad():
            return {"spikes": spike(operands["x"])}

    def both(operands: Tensors) -> Tensors:
        made = differentiable(operands)
        return {"spikes": made["spikes"].detach(), **gradient(made)}

    def spikes(operands: Tensors) -> Sequence[Any]:
        return [spike(operands["x"])]

    if workload.direction == BACKWARD:
        # The forward pass is no part of what is timed, and so its result is an operand.
        return TorchProgram(gradient, spikes, differentiable)
    return TorchProgram(forward if workload.direction == FORWARD else both, spikes)


def _recurrence(workload: Recurrence, neurons: TorchNeurons) -> TorchProgram:
    import torch

    loop = neurons.loop(workload.neuron, workload.surrogate)

    def forward(inputs: Tensors) -> Tensors:
        with torch.no_grad():
            return {"spikes": loop(inputs["current"])}

    def both(inputs: Tensors) -> Tensors:
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

    def function(inputs: Tensors) -> Tensors:
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

    def step(inputs: Tensors) -> Tensors:
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
