"""Every kind of workload as a function in JAX, around neurons that a contestant brings."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp

from ..workloads import (
    BACKWARD,
    BOTH,
    FORWARD,
    Elementwise,
    Inputs,
    Layer,
    Recurrence,
    Training,
    Workload,
)
from ..workloads.training import LEARNING_RATE, MOMENTUM
from .jax_networks import network
from .jax_neurons import JaxNeurons

__all__ = ["JaxProgram", "program"]


@dataclasses.dataclass(frozen=True)
class JaxProgram:
    """Functions of the same operands.

    Attributes
    ----------
    function : callable
        What is timed, from operands to a dictionary of the workload's outputs.
    spikes : callable
        From operands to the spikes of each spiking layer.
    operands : callable
        From a workload's inputs.
    """

    function: Callable[..., Mapping[str, Any]]
    spikes: Callable[..., Sequence[jax.Array]]
    operands: Callable[[Inputs], tuple[Any, ...]]


def program(workload: Workload, neurons: JaxNeurons) -> JaxProgram:
    """Return a workload as functions in JAX.

    Raises
    ------
    TypeError
        If it is of no known kind.
    """
    if isinstance(workload, Elementwise):
        return _elementwise(workload, neurons)
    if isinstance(workload, Recurrence):
        return _recurrence(workload, neurons)
    if isinstance(workload, Layer):
        return _layer(workload, neurons)
    if isinstance(workload, Training):
        return _training(workload, neurons)
    raise TypeError(f"{workload!r} is of no kind of workload that is written in JAX")


def _elementwise(workload: Elementwise, neurons: JaxNeurons) -> JaxProgram:
    spike = neurons.spike(workload.surrogate)

    def forward(x: jax.Array) -> Mapping[str, Any]:
        return {"spikes": spike(x)}

    def backward(x: jax.Array, cotangent: jax.Array) -> Mapping[str, Any]:
        return {"gradient": jax.vjp(spike, x)[1](cotangent)[0]}

    def both(x: jax.Array, cotangent: jax.Array) -> Mapping[str, Any]:
        spikes, pull = jax.vjp(spike, x)
        return {"spikes": spikes, "gradient": pull(cotangent)[0]}

    return JaxProgram(
        {FORWARD: forward, BACKWARD: backward, BOTH: both}[workload.direction],
        lambda x, *_: [spike(x)],
        _rounded(workload),
    )


def _recurrence(workload: Recurrence, neurons: JaxNeurons) -> JaxProgram:
    loop = neurons.loop(workload.neuron, workload.surrogate, workload.residuals)

    def forward(current: jax.Array) -> Mapping[str, Any]:
        return {"spikes": loop(current)}

    def both(current: jax.Array, cotangent: jax.Array) -> Mapping[str, Any]:
        spikes, pull = jax.vjp(loop, current)
        return {"spikes": spikes, "gradient": pull(cotangent)[0]}

    return JaxProgram(
        forward if workload.direction == FORWARD else both,
        lambda current, *_: [loop(current)],
        _rounded(workload),
    )


def _layer(workload: Layer, neurons: JaxNeurons) -> JaxProgram:
    if workload.neuron is None:
        loop = neurons.spike(workload.surrogate)
    else:
        loop = neurons.loop(workload.neuron, workload.surrogate, "float32")

    def layer(spikes: jax.Array, first: jax.Array, second: jax.Array) -> jax.Array:
        return loop(spikes @ first) @ second

    def function(
        spikes: jax.Array, first: jax.Array, second: jax.Array, cotangent: jax.Array
    ) -> Mapping[str, Any]:
        output, pull = jax.vjp(layer, spikes, first, second)
        gradients = dict(zip(("spikes", "first", "second"), pull(cotangent), strict=True))
        return {"output": output, "gradient": gradients}

    return JaxProgram(
        function, lambda spikes, first, *_: [loop(spikes @ first)], _rounded(workload)
    )


def _training(workload: Training, neurons: JaxNeurons) -> JaxProgram:
    import optax

    predict = network(workload, neurons)
    optimizer = optax.sgd(LEARNING_RATE, momentum=MOMENTUM)
    parameters = {
        name: jnp.asarray(value, workload.dtype) for name, value in workload.parameters().items()
    }
    state = optimizer.init(parameters)  # pyright: ignore[reportArgumentType]

    def loss(parameters: Any, samples: jax.Array, labels: jax.Array) -> jax.Array:
        logits, _ = predict(parameters, samples)
        return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()

    def step(parameters: Any, state: Any, samples: jax.Array, labels: jax.Array) -> Any:
        value, gradient = jax.value_and_grad(loss)(parameters, samples, labels)
        updates, state = optimizer.update(gradient, state)
        return {
            "loss": value,
            "momentum": optax.tree.get(state, "trace"),
            "parameters": optax.apply_updates(parameters, updates),
        }

    return JaxProgram(
        step,
        lambda parameters, _, samples, *__: predict(parameters, samples)[1],
        lambda inputs: (
            parameters,
            state,
            jnp.asarray(inputs["samples"], workload.dtype),
            jnp.asarray(inputs["labels"]),
        ),
    )


def _rounded(workload: Workload) -> Callable[[Inputs], tuple[jax.Array, ...]]:
    return lambda inputs: tuple(jnp.asarray(x, workload.dtype) for x in inputs.values())
