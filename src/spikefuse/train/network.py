"""A classifier of two spiking layers and a leaky readout."""

import jax
import jax.numpy as jnp

from ..neuron import LeakyIntegrator, Neuron
from ..value import Value
from .data import CLASSES, PIXELS
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


def initial(seed: int) -> Network:
    """Return a network that has learnt nothing.

    Parameters
    ----------
    seed : int
        Of the weights, which are normal with variance 1 / inputs; the biases are 0.
    """
    weights = jax.nn.initializers.lecun_normal()
    sizes = ((PIXELS, NEURONS), (NEURONS, NEURONS), (NEURONS, CLASSES))
    keys = jax.random.split(jax.random.key(seed), len(sizes))
    layers = (
        Layer(weights(key, size), jnp.zeros(size[1])) for key, size in zip(keys, sizes, strict=True)
    )
    return Network(*layers)


def activity(
    network: Network, images: jax.Array, neuron: Neuron, time_steps: int
) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Return what each layer does while it is shown some images.

    Parameters
    ----------
    network : Network
        The parameters.
    images : jax.Array of shape [images, PIXELS] and a floating dtype
        The intensities are a constant current into the first layer's weights.
    neuron : Neuron
        What both spiking layers consist of.
    time_steps : int
        How long the images are shown.

    Returns
    -------
    first, second : jax.Array of shape [time_steps, images, NEURONS]
        The spikes of the two layers, 0 or 1.
    readout : jax.Array of shape [time_steps, images, CLASSES]
        The membrane of each class.
    """
    constant = network.first(images)
    first, _ = neuron(jnp.broadcast_to(constant, (time_steps, *constant.shape)))
    second, _ = neuron(network.second(first))
    readout, _ = READOUT(network.readout(second))
    return first, second, readout


def scores(network: Network, images: jax.Array, neuron: Neuron, time_steps: int) -> jax.Array:
    """Return the score of each class, the logit: the mean over time of its readout membrane.

    Parameters
    ----------
    network, images, neuron, time_steps
        As `activity` takes them.

    Returns
    -------
    jax.Array of shape [images, CLASSES]
    """
    return jnp.mean(activity(network, images, neuron, time_steps)[-1], axis=0)
