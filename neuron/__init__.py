"""What one time step of a neuron is: each formula once, in `jax.numpy`."""

from .adaptive import AdaptiveLIF, AdaptiveState
from .base import Neuron
from .integrator import LeakyIntegrator
from .leaky import IF, LIF
from .synaptic import CurrentLIF, CurrentState

__all__ = [
    "IF",
    "LIF",
    "AdaptiveLIF",
    "AdaptiveState",
    "CurrentLIF",
    "CurrentState",
    "LeakyIntegrator",
    "Neuron",
]
