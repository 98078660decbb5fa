"""Spiking neural networks in JAX, trained through fused kernels."""

from importlib.metadata import version

from . import kernels, neuron, surrogate
from .kernels import use_implementation
from .value import Value

__all__ = ["Value", "kernels", "neuron", "surrogate", "use_implementation"]

__version__ = version("spikefuse")
