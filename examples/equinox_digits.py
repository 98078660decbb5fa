"""Trains a spiking network of Equinox on handwritten digits, and a decay for each neuron.

Run it with ``python examples/equinox_digits.py``; it needs
``pip install 'spikefuse[equinox,train]'``.
"""

import equinox as eqx
import jax
import jax.numpy as jnp
import optax
from sklearn.datasets import load_digits

from spikefuse.integrations.equinox import Neurons
from spikefuse.neuron import LIF, LeakyIntegrator

STEPS, HIDDEN, TRAINING = 10, 64, 1000


class Network(eqx.Module):
    """A layer of spiking neurons, and a readout of leaky integrators."""

    first: eqx.nn.Linear
    hidden: Neurons
    second: eqx.nn.Linear
    readout: Neurons

    def __init__(self, key):
        for_first, for_second = jax.random.split(key)
        self.first = eqx.nn.Linear(64, HIDDEN, key=for_first)
        self.hidden = Neurons(LIF(jnp.full(HIDDEN, 0.8)))
        self.second = eqx.nn.Linear(HIDDEN, 10, key=for_second)
        self.readout = Neurons(LeakyIntegrator(0.9))

    def __call__(self, image):
        """Return the mean membrane of each class, of shape [10]."""
        current = self.first(image)
        spikes = self.hidden(jnp.broadcast_to(current, (STEPS, HIDDEN)))
        return self.readout(jax.vmap(self.second)(spikes)).mean(0)


def train(updates=80, seed=0):
    """Return the loss before each update, the accuracy on other images, and the decays."""
    pixels, labels = load_digits(return_X_y=True)
    images = jnp.asarray(pixels / 16.0, jnp.float32)
    model = Network(jax.random.key(seed))
    optimizer = optax.adam(1e-2)
    memory = optimizer.init(eqx.filter(model, eqx.is_inexact_array))

    def loss(model):
        logits = jax.vmap(model)(images[:TRAINING])
        return optax.softmax_cross_entropy_with_integer_labels(logits, labels[:TRAINING]).mean()

    @eqx.filter_jit
    def update(model, memory):
        value, gradients = eqx.filter_value_and_grad(loss)(model)
        changes, memory = optimizer.update(gradients, memory)
        model = eqx.apply_updates(model, changes)
        decay = jnp.clip(model.hidden.neuron.decay, 0.0, 1.0)
        return eqx.tree_at(lambda model: model.hidden.neuron.decay, model, decay), memory, value

    losses = []
    for _ in range(updates):
        model, memory, value = update(model, memory)
        losses.append(value)
    guesses = jax.vmap(model)(images[TRAINING:]).argmax(-1)
    return jnp.stack(losses), jnp.mean(guesses == labels[TRAINING:]), model.hidden.neuron.decay


if __name__ == "__main__":
    losses, accuracy, decays = train()
    print(f"loss: {losses[0]:.3f} before, {losses[-1]:.3f} after; accuracy {accuracy:.1%}")
    print(f"decays: from {decays.min():.2f} to {decays.max():.2f}")
