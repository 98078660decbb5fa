"""What is compared: one compiled program for all three passes of a case."""

import contextlib
import dataclasses
from typing import Any

import jax
import numpy as np

from ..kernels.dispatch import use_implementation
from .cases import Case
from .points import Points

__all__ = ["Computed", "Target", "compute"]


@dataclasses.dataclass(frozen=True)
class Target:
    """An implementation on a platform.

    Attributes
    ----------
    implementation : str
        Its name.
    platform : str
        Whose kernels run.
    interpreted : bool
        Whether Pallas's or Triton's interpreter runs them.
    """

    implementation: str
    platform: str
    interpreted: bool = False

    def __str__(self) -> str:
        return f"{self.implementation} {self.platform}{', interpreted' * self.interpreted}"


@dataclasses.dataclass(frozen=True)
class Computed:
    """What a program returned: the spikes, and for each input the two derivatives."""

    spikes: np.ndarray
    gradients: tuple[np.ndarray, ...]
    seconds: tuple[np.ndarray, ...]


def compute(case: Case, target: Target, points: Points) -> Computed:
    """Run a case's forward pass, its backward pass, and the derivative of that."""

    def program(points: tuple[Any, Any, Any]) -> Any:
        inputs, cotangent, tangents = points

        def backward(*inputs: Any) -> Any:
            spikes, pull = jax.vjp(case.spike, *inputs)
            return pull(cotangent), spikes

        gradients, seconds, spikes = jax.jvp(backward, inputs, tangents, has_aux=True)
        return spikes, gradients, seconds

    wide = points.cotangent.dtype == np.float64
    with (
        jax.enable_x64(True) if wide else contextlib.nullcontext(),
        use_implementation(
            target.implementation, interpret=target.platform if target.interpreted else None
        ),
    ):
        returned = jax.jit(program)((points.inputs, points.cotangent, points.tangents))
        return Computed(*jax.tree.map(np.asarray, returned))
