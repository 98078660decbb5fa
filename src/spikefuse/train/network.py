"""A classifier of two spiking layers and a leaky readout."""

import functools

import jax
import jax.numpy as jnp

from ..surrogate import Surrogate
from ..value import Value
from .data import CLASSES, PIXELS

__all__ = [
    "DECAY",
    "NEURONS",
    "THRESHOLD",
    "Layer",
    "Network",
    "activity",
    "initial",
    "integrate",
    "integrate_and_fire",
    "scores",
]

NEURONS = 128
"""Neurons in each spiking layer."""

DECAY = 0.9
"""What a time step leaves of a membrane."""

THRESHOLD = 1.0
"""The membrane at which a neuron spikes, and by which a spike lowers it."""


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


def integrate(membrane: jax.Array, current: jax.Array) -> jax.Array:
    """Return the membrane after one time step of leaking and of taking up a current.

    Parameters
    ----------
    membrane, current : jax.Array of one shape and a floating dtype
        In units of the threshold.
    """
    return DECAY * membrane + current


def integrate_and_fire(
    membrane: jax.Array, current: jax.Array, surrogate: Surrogate
) -> tuple[jax.Array, jax.Array]:
    """Return the membrane and the spikes after one time step.

    A spike lowers the membrane by the threshold. The derivative goes through the spike that the
    next layer sees, and not through the reset.

    Parameters
    ----------
    membrane, current : jax.Array of one shape and a floating dtype
        In units of the threshold.
    surrogate : Surrogate
        What makes a spike of the membrane's distance to its threshold.

    Returns
    -------
    membrane, spikes : jax.Array
        Of the same shape and dtype.
    """
    membrane = integrate(membrane, current)
    spikes = surrogate(membrane - THRESHOLD)
    return membrane - THRESHOLD * jax.lax.stop_gradient(spikes), spikes


def activity(
    network: Network, images: jax.Array, surrogate: Surrogate, time_steps: int
) -> tuple[jax.Array, jax.Array, jax.Array]:
    """Return what each layer does while it is shown some images.

    Parameters
    ----------
    network : Network
        The parameters.
    images : jax.Array of shape [images, PIXELS] and a floating dtype
        The intensities are a constant current into the first layer's weights.
    surrogate : Surrogate
        Of the spikes of both layers.
    time_steps : int
        How long the images are shown.

    Returns
    -------
    first, second : jax.Array of shape [time_steps, images, NEURONS]
        The spikes of the two layers, 0 or 1.
    readout : jax.Array of shape [time_steps, images, CLASSES]
        The membrane of each class.
    """
    fire = functools.partial(integrate_and_fire, surrogate=surrogate)

    def leak(membrane: jax.Array, current: jax.Array) -> tuple[jax.Array, jax.Array]:
        membrane = integrate(membrane, current)
        return membrane, membrane

    constant = network.first(images)
    first = _over_time(fire, jnp.broadcast_to(constant, (time_steps, *constant.shape)))
    second = _over_time(fire, network.second(first))
    return first, second, _over_time(leak, network.readout(second))


def scores(network: Network, images: jax.Array, surrogate: Surrogate, time_steps: int) -> jax.Array:
    """Return the score of each class, the logit: the mean over time of its readout membrane.

    Parameters
    ----------
    network, images, surrogate, time_steps
        As `activity` takes them.

    Returns
    -------
    jax.Array of shape [images, CLASSES]
    """
    return jnp.mean(activity(network, images, surrogate, time_steps)[-1], axis=0)


def _over_time(step, current: jax.Array) -> jax.Array:
    """Run a step over the first axis of a current, from membranes at 0; return its outputs."""
    return jax.lax.scan(step, jnp.zeros_like(current[0]), current)[1]
