"""Trains a spiking network of brainstate on handwritten digits, and a decay for each neuron.

Run it with ``python examples/brainstate_digits.py``; it needs
``pip install 'spikefuse[brainstate,train]'``.
"""

import brainstate
import jax.numpy as jnp
import optax
from sklearn.datasets import load_digits

from spikefuse.integrations.brainstate import Neurons
from spikefuse.neuron import LIF, LeakyIntegrator

STEPS, HIDDEN, TRAINING = 10, 64, 1000


class Network(brainstate.nn.Module):
    """A layer of spiking neurons, and a readout of leaky integrators."""

    def __init__(self):
        super().__init__()
        self.first = brainstate.nn.Linear(64, HIDDEN)
        self.hidden = Neurons(LIF(jnp.full(HIDDEN, 0.8)))
        self.second = brainstate.nn.Linear(HIDDEN, 10)
        self.readout = Neurons(LeakyIntegrator(0.9))

    def update(self, images):
        """Return the mean membrane of each class, of shape [images, 10]."""
        current = self.first(images)
        spikes = self.hidden(jnp.broadcast_to(current, (STEPS, *current.shape)))
        return self.readout(self.second(spikes)).mean(0)


def train(updates=80, seed=0):
    """Return the loss before each update, the accuracy on other images, and the decays."""
    pixels, labels = load_digits(return_X_y=True)
    images = jnp.asarray(pixels / 16.0, jnp.float32)
    brainstate.random.seed(seed)
    model = Network()
    learnt = model.states(brainstate.ParamState)
    optimizer = optax.adam(1e-2)
    memory = brainstate.LongTermState(optimizer.init(learnt.to_dict_values()))

    def loss():
        logits = model(images[:TRAINING])
        return optax.softmax_cross_entropy_with_integer_labels(logits, labels[:TRAINING]).mean()

    def update(_):
        gradients, value = brainstate.transform.grad(loss, learnt, return_value=True)()
        changes, memory.value = optimizer.update(gradients, memory.value)
        learnt.assign_dict_values(optax.apply_updates(learnt.to_dict_values(), changes))
        model.hidden.learnt.value = {"decay": jnp.clip(model.hidden.learnt.value["decay"], 0, 1)}
        return value

    losses = brainstate.transform.for_loop(update, jnp.arange(updates))
    guesses = model(images[TRAINING:]).argmax(-1)
    decays = model.hidden.learnt.value["decay"]
    return losses, jnp.mean(guesses == labels[TRAINING:]), decays


if __name__ == "__main__":
    losses, accuracy, decays = train()
    print(f"loss: {losses[0]:.3f} before, {losses[-1]:.3f} after; accuracy {accuracy:.1%}")
    print(f"decays: from {decays.min():.2f} to {decays.max():.2f}")
