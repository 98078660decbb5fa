"""A neuron's step, run over time: the whole loop as one operation, and its backward pass."""

from .operation import KERNELS, ORDERS, RESIDUALS, run
from .step import Step

__all__ = ["KERNELS", "ORDERS", "RESIDUALS", "Step", "run"]
