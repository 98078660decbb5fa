"""Learns the weights of a layer, and the slope of each neuron's surrogate, by gradient descent.

The layer is to spike at the rates of a teacher, which has other weights. Run it with
``python examples/learn_slopes.py``.
"""

import jax
import jax.numpy as jnp

from spikefuse.neuron import LIF
from spikefuse.surrogate import Sigmoid

STEPS, BATCH, INPUTS, NEURONS = 20, 32, 12, 6

RATE = 2.0


def rates(parameters, events):
    """Return how often each neuron spikes, of shape [batch, neurons]."""
    # The exponential keeps slopes greater than 0.
    slope = jnp.exp(parameters["log_slope"])
    neuron = LIF(0.9, surrogate=Sigmoid(slope, learnable=True))
    spikes, _ = neuron(events @ parameters["weights"])
    return spikes.mean(0)


def train(updates=200, seed=0):
    """Return the loss before each update, and the parameters after the last."""
    for_events, for_teacher, for_student = jax.random.split(jax.random.key(seed), 3)
    events = jax.random.bernoulli(for_events, 0.3, (STEPS, BATCH, INPUTS)).astype(jnp.float32)
    weights = jax.nn.initializers.uniform(0.5)
    teacher = {"weights": weights(for_teacher, (INPUTS, NEURONS)), "log_slope": jnp.zeros(NEURONS)}
    student = {"weights": weights(for_student, (INPUTS, NEURONS)), "log_slope": jnp.zeros(NEURONS)}
    wanted = rates(teacher, events)

    def loss(parameters):
        return jnp.mean((rates(parameters, events) - wanted) ** 2)

    def update(parameters, _):
        value, gradients = jax.value_and_grad(loss)(parameters)
        return jax.tree.map(lambda x, to_x: x - RATE * to_x, parameters, gradients), value

    student, losses = jax.jit(lambda start: jax.lax.scan(update, start, length=updates))(student)
    return losses, student


if __name__ == "__main__":
    losses, learnt = train()
    print(f"loss: {losses[0]:.4f} before, {losses[-1]:.4f} after")
    print("slopes:", ", ".join(f"{slope:.2f}" for slope in jnp.exp(learnt["log_slope"])))
