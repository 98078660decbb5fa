"""The networks of the training steps in JAX, around neurons that a contestant brings.

Each function goes from parameters and samples to logits, and the spikes of each spiking layer.
"""

from collections.abc import Callable, Mapping
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from ..workloads import Convolutional, EventRecurrent, Multilayer, Training
from .jax_neurons import JaxNeurons, Loop

__all__ = ["network"]

Parameters = Mapping[str, jax.Array]

Outputs = tuple[jax.Array, list[jax.Array]]

_EPSILON = 1e-5
"""What a normalization adds to a variance."""


def network(workload: Training, neurons: JaxNeurons) -> Callable[[Parameters, jax.Array], Outputs]:
    """Return the network of a training step."""
    made = _NETWORKS[type(workload)]
    return lambda parameters, samples: made(workload, neurons, parameters, samples)


def _multilayer(
    workload: Multilayer, neurons: JaxNeurons, parameters: Parameters, images: jax.Array
) -> Outputs:
    loop = neurons.loop(workload.neuron, workload.surrogate, "float32")
    first, *hidden, readout = parameters.values()
    constant = images @ first
    spikes = [loop(jnp.broadcast_to(constant, (workload.length, *constant.shape)))]
    for weights in hidden:
        spikes.append(loop(spikes[-1] @ weights))
    return neurons.integrate(spikes[-1] @ readout).mean(axis=0), spikes


def _convolutional(
    workload: Convolutional, neurons: JaxNeurons, parameters: Parameters, images: jax.Array
) -> Outputs:
    loop = neurons.loop(workload.neuron, workload.surrogate, "float32")
    shown = jnp.broadcast_to(images, (workload.length, *images.shape))
    x = _unit(parameters, "stem", loop, shown, 1)
    spikes = [x]
    for stage, _, stride in workload.stages:
        first = _unit(parameters, f"{stage}/first", loop, x, stride)
        second = _unit(parameters, f"{stage}/second", loop, first, 1)
        shortcut = _unit(parameters, f"{stage}/shortcut", loop, x, stride) if stride > 1 else x
        spikes += [first, second]
        x = second + shortcut
    return x.mean(axis=(0, 2, 3)) @ parameters["readout"], spikes


def _unit(parameters: Parameters, name: str, loop: Loop, x: jax.Array, stride: int) -> jax.Array:
    """Return the spikes of a convolution, normalized, of x ``[T, batch, height, width, in]``."""
    kernel = parameters[f"{name}/kernel"]
    edge = kernel.shape[0] // 2
    flat = lax.conv_general_dilated(
        x.reshape(-1, *x.shape[2:]),
        kernel,
        (stride, stride),
        ((edge, edge), (edge, edge)),
        dimension_numbers=("NHWC", "HWIO", "NHWC"),
    )
    mean, variance = flat.mean(axis=(0, 1, 2)), flat.var(axis=(0, 1, 2))
    gain = parameters[f"{name}/gain"] * lax.rsqrt(variance + _EPSILON)
    current = (flat - mean) * gain + parameters[f"{name}/bias"]
    return loop(current.reshape(*x.shape[:2], *current.shape[1:]))


def _recurrent(
    workload: EventRecurrent, neurons: JaxNeurons, parameters: Parameters, events: jax.Array
) -> Outputs:
    rest, cell = neurons.cell(workload.neuron, workload.surrogate)
    # What comes of the events does not wait for the loop.
    currents = events @ parameters["input"]

    def step(carry: Any, current: jax.Array) -> tuple[Any, jax.Array]:
        state, spikes = carry
        state, spikes = cell(state, current + spikes @ parameters["recurrent"])
        return (state, spikes), spikes

    shape = currents.shape[1:]
    _, spikes = lax.scan(step, (rest(shape), jnp.zeros(shape, currents.dtype)), currents)
    return neurons.integrate(spikes @ parameters["readout"]).mean(axis=0), [spikes]


_NETWORKS: Mapping[type, Callable[..., Outputs]] = {
    Convolutional: _convolutional,
    EventRecurrent: _recurrent,
    Multilayer: _multilayer,
}
