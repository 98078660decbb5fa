"""Elementwise formulas: spikes, and a tangent or cotangent times a surrogate's gradient."""

from .formulas import Formula, derivative
from .operation import KERNELS, ORDERS, scale, spike

__all__ = ["KERNELS", "ORDERS", "Formula", "derivative", "scale", "spike"]
