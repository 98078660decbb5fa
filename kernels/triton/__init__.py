"""Kernels written in Triton: from their text to a call from JAX, on a GPU or interpreted."""

from .call import call
from .kernel import Kernel, Scalar
from .tasks import why_not

__all__ = ["Kernel", "Scalar", "call", "why_not"]
