"""A neuron's step, run over time: the whole loop as one operation, and its backward pass."""

from .operation import KERNELS, ORDERS, PARTIAL, RESIDUALS, run
from .step import Step

__all__ = ["KERNELS", "ORDERS", "PARTIAL", "RESIDUALS", "Step", "run"]
