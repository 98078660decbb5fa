"""What one time step of a neuron is: each formula once, in `jax.numpy`."""

from .adaptive import AdaptiveLIF, AdaptiveState
from .alpha import Alpha, AlphaState
from .base import Neuron
from .complementary import CLIF, ComplementaryState
from .delayed_leaky import Leaky
from .delayed_synaptic import Synaptic
from .exponential import EIF
from .integer import ILIF
from .integrator import LeakyIntegrator
from .izhikevich import Izhikevich, RecoveryState
from .leaky import IF, LIF
from .parallel import PSN
from .quadratic import QIF
from .resonator import ResonateAndFire, ResonatorState
from .synaptic import CurrentLIF, CurrentState

__all__ = [
    "CLIF",
    "EIF",
    "IF",
    "ILIF",
    "LIF",
    "PSN",
    "QIF",
    "AdaptiveLIF",
    "AdaptiveState",
    "Alpha",
    "AlphaState",
    "ComplementaryState",
    "CurrentLIF",
    "CurrentState",
    "Izhikevich",
    "Leaky",
    "LeakyIntegrator",
    "Neuron",
    "RecoveryState",
    "ResonateAndFire",
    "ResonatorState",
    "Synaptic",
]
