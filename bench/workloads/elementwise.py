"""A surrogate alone."""

import dataclasses

import jax.numpy as jnp
import numpy as np

from .workload import BACKWARD, BOTH, FORWARD, Inputs, normal

__all__ = ["Elementwise"]


@dataclasses.dataclass(frozen=True)
class Elementwise:
    """Spikes of an array, or a cotangent times the surrogate's gradient, or both.

    The inputs are ``x``, and with a backward pass ``cotangent``; the outputs are ``spikes`` and
    ``gradient``, or one of them.

    Attributes
    ----------
    surrogate : str
        The name of a class of `spikefuse.surrogate`.
    elements : int
        Of each array.
    dtype : str
    direction : str
        `FORWARD`, `BACKWARD` or `BOTH`.
    """

    surrogate: str
    elements: int
    dtype: str = "float32"
    direction: str = FORWARD

    samples = None

    @property
    def name(self) -> str:
        """Such as ``elementwise/Sigmoid/float32/1000000/forward``."""
        return f"elementwise/{self.surrogate}/{self.dtype}/{self.elements}/{self.direction}"

    @property
    def family(self) -> str:
        """Such as ``elementwise/Sigmoid/float32/forward``."""
        return f"elementwise/{self.surrogate}/{self.dtype}/{self.direction}"

    @property
    def size(self) -> int:
        """The elements."""
        return self.elements

    @property
    def fewest_bytes(self) -> int:
        """Forward x and the spikes; backward x, the cotangent and the gradient; both, x once."""
        arrays = {FORWARD: 2, BACKWARD: 3, BOTH: 4}[self.direction]
        return arrays * self.elements * jnp.dtype(self.dtype).itemsize

    @property
    def working_bytes(self) -> int:
        """What is read and written, and one array more for an implementation that is not fused."""
        return self.fewest_bytes + 4 * self.elements

    def inputs(self, seed: int) -> Inputs:
        """Return distances from the threshold, of which a sixth are above it."""
        random = np.random.default_rng(seed)
        x = normal(random, (self.elements,), mean=-1.0)
        if self.direction == FORWARD:
            return {"x": x}
        return {"x": x, "cotangent": normal(random, (self.elements,))}
