"""Trains a Spyx network on handwritten digits, with a surrogate whose slopes are learnt.

Run it with ``python examples/spyx_digits.py``; it needs ``pip install 'spikefuse[spyx,train]'``.
"""

import jax.numpy as jnp
import optax
import spyx
from flax import nnx
from sklearn.datasets import load_digits

from spikefuse.integrations.spyx import Activation
from spikefuse.surrogate import Sigmoid

STEPS, HIDDEN, TRAINING = 10, 64, 1000


def network(rngs):
    """Return a layer of spiking neurons, and a readout of leaky integrators."""
    slopes = Activation(Sigmoid(jnp.full(HIDDEN, 2.0), learnable=True))
    return spyx.nn.Sequential(
        nnx.Linear(64, HIDDEN, rngs=rngs),
        spyx.nn.LIF((HIDDEN,), beta=0.8, activation=slopes, rngs=rngs),
        nnx.Linear(HIDDEN, 10, rngs=rngs),
        spyx.nn.LI((10,), beta=0.9, rngs=rngs),
    )


def logits(model, images):
    """Return the mean membrane of each class, of shape [images, 10]."""
    membranes, _ = spyx.nn.run(model, jnp.broadcast_to(images, (STEPS, *images.shape)))
    return membranes.mean(0)


@nnx.jit
def update(model, optimizer, images, labels):
    """Change the parameters by one step, and return the loss before it."""

    def loss(model):
        each = optax.softmax_cross_entropy_with_integer_labels(logits(model, images), labels)
        return each.mean()

    value, gradients = nnx.value_and_grad(loss)(model)
    optimizer.update(model, gradients)
    return value


def train(updates=80, seed=0):
    """Return the loss before each update, the accuracy on other images, and the slopes."""
    pixels, labels = load_digits(return_X_y=True)
    images = jnp.asarray(pixels / 16.0, jnp.float32)
    model = network(nnx.Rngs(seed))
    optimizer = nnx.Optimizer(model, optax.adam(1e-2), wrt=nnx.Param)
    losses = [
        update(model, optimizer, images[:TRAINING], labels[:TRAINING]) for _ in range(updates)
    ]
    guesses = logits(model, images[TRAINING:]).argmax(-1)
    slopes = model.layers[1].spike.learnt["alpha"].get_value()
    return jnp.stack(losses), jnp.mean(guesses == labels[TRAINING:]), slopes


if __name__ == "__main__":
    losses, accuracy, slopes = train()
    print(f"loss: {losses[0]:.3f} before, {losses[-1]:.3f} after; accuracy {accuracy:.1%}")
    print(f"slopes: from {slopes.min():.2f} to {slopes.max():.2f}")
