"""Trains a spiking network of Flax NNX on handwritten digits, and a decay for each neuron.

Run it with ``python examples/flax_digits.py``; it needs ``pip install 'spikefuse[flax,train]'``.
"""

import jax.numpy as jnp
import optax
from flax import nnx
from sklearn.datasets import load_digits

from spikefuse.integrations.flax import Neurons
from spikefuse.neuron import LIF, LeakyIntegrator

STEPS, HIDDEN, TRAINING = 10, 64, 1000


def network(rngs):
    """Return a layer of spiking neurons, and a readout of leaky integrators."""
    return nnx.Sequential(
        nnx.Linear(64, HIDDEN, rngs=rngs),
        Neurons(LIF(jnp.full(HIDDEN, 0.8))),
        nnx.Linear(HIDDEN, 10, rngs=rngs),
        Neurons(LeakyIntegrator(0.9)),
    )


def logits(model, images):
    """Return the mean membrane of each class, of shape [images, 10]."""
    return model(jnp.broadcast_to(images, (STEPS, *images.shape))).mean(0)


@nnx.jit
def update(model, optimizer, images, labels):
    """Change the parameters by one step, and return the loss before it."""

    def loss(model):
        each = optax.softmax_cross_entropy_with_integer_labels(logits(model, images), labels)
        return each.mean()

    value, gradients = nnx.value_and_grad(loss)(model)
    optimizer.update(model, gradients)
    decay = model.layers[1].learnt["decay"]
    decay.set_value(jnp.clip(decay.get_value(), 0.0, 1.0))
    return value


def train(updates=80, seed=0):
    """Return the loss before each update, the accuracy on other images, and the decays."""
    pixels, labels = load_digits(return_X_y=True)
    images = jnp.asarray(pixels / 16.0, jnp.float32)
    model = network(nnx.Rngs(seed))
    optimizer = nnx.Optimizer(model, optax.adam(1e-2), wrt=nnx.Param)
    losses = [
        update(model, optimizer, images[:TRAINING], labels[:TRAINING]) for _ in range(updates)
    ]
    guesses = logits(model, images[TRAINING:]).argmax(-1)
    decays = model.layers[1].learnt["decay"].get_value()
    return jnp.stack(losses), jnp.mean(guesses == labels[TRAINING:]), decays


if __name__ == "__main__":
    losses, accuracy, decays = train()
    print(f"loss: {losses[0]:.3f} before, {losses[-1]:.3f} after; accuracy {accuracy:.1%}")
    print(f"decays: from {decays.min():.2f} to {decays.max():.2f}")
