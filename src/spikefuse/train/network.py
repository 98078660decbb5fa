"""A classifier of two spiking layers and a leaky readout."""

import jax
import jax.numpy as jnp

from ..neuron import LeakyIntegrator, Neuron
from ..value import Value
from .neurons import DECAY
from .settings import NEURONS

__all__ = [
    "READOUT",
    "Layer",
    "Network",
    "activity",
    "initial",
    "scores",
]

READOUT = LeakyIntegrator(DECAY)
"""What makes the membrane of each class."""


class Layer(Value):
    """What a layer's inputs are multiplied by, and what is added.

    Attributes
    ----------
    weights : jax.Array of shape [inputs, outputs] and dtype float32
    bias : jax.Array of shape [outputs] and dtype float32
    """

    weights: jax.Array
    bias: jax.Array

    def __call__(self, inputs: jax.Array) -> jax.Array:
        """Return the currents ``[..., outputs]`` that the inputs ``[..., inputs]`` make."""
        return inputs @ self.weights + self.bias


class Network(Value):
    """The parameters of the classifier: two spiking layers, and the readout."""

    first: Layer
    second: Layer
    readout: Layer


def initial(seed: int, inputs: int, classes: int) -> Network:
    """Return a network that has learnt nothing.

    Parameters
    ----------
    seed : int
        Of the weights, which are normal with variance 1 / inputs; the biases are 0.
    inputs, classes : int
        Of the data.
    """
    weights = jax.nn.initializers.lecun_normal()
    sizes = ((inputs, NEURONS), (NEURONS, NEURONS), (NEURONS, classes))
    keys = jax.random.split(jax.random.key(seed), len(sizes))
    layers = (
        Layer(weights(key, size), jnp.zeros(size[1])) for key, size in zip(keys, sizes, strict=True)
    )
    return Network(*layers)


def activity(
    network: Network, inputs: jax.Array, neuron: Neuron, time_steps: int
) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Return what each layer does while it is shown some samples.

    Parameters
    ----------
    network : Network
        The parameters.
    inputs : jax.Array of shape [samples, inputs] or [time_steps, samples, inputs]
        What goes into the first layer's weights; without time, the same at each step. Numbers of
        any dtype.
    neuron : Neuron
        What both spiking layers consist of.
    time_steps : int
        How long the samples are shown.

    Returns
    -------
    first, second : jax.Array of shape [time_steps, samples, NEURONS]
        The spikes of the two layers, 0 or 1.
    readout : jax.Array of shape [time_steps, samples, classes]
        The membrane of each class.
    """
    current = network.first(inputs.astype(network.first.weights.dtype))
    first, _ = neuron(jnp.broadcast_to(current, (time_steps, *current.shape[-2:])))
    second, _ = neuron(network.second(first))
    readout, _ = READOUT(network.readout(second))
    return first, second, readout


def scores(network: Network, inputs: jax.Array, neuron: Neuron, time_steps: int) -> jax.Array:
    """Return the score of each class, the logit: the mean over time of its readout membrane.

    Parameters
    ----------
    network, inputs, neuron, time_steps
        As `activity` takes them.

    Returns
    -------
    jax.Array of shape [samples, classes]
    """
    return jnp.mean(activity(network, inputs, neuron, time_steps)[-1], axis=0)
