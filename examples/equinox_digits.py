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


def network(key):
    """Return a layer of spiking neurons, and a readout of leaky integrators."""
    first, second = jax.random.split(key)

    def every_step(layer):
        return eqx.nn.Lambda(jax.vmap(layer))

    return eqx.nn.Sequential(
        [
            every_step(eqx.nn.Linear(64, HIDDEN, key=first)),
            Neurons(LIF(jnp.full(HIDDEN, 0.8))),
            every_step(eqx.nn.Linear(HIDDEN, 10, key=second)),
            Neurons(LeakyIntegrator(0.9)),
        ]
    )
