"""A leaky membrane that is reset a step later."""

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp

from ..kernels.precision import working_dtype
from .delayed import Delayed
from .firing import Parameter

__all__ = ["Leaky"]


class Leaky(Delayed):
    r"""The leaky integrate-and-fire neuron of snnTorch.

    .. math::
        v_t = \begin{cases}
            \beta\,v_{t-1} + x_t - z_t\,\theta & \text{soft} \\
            \beta\,(1 - z_t)\,v_{t-1} + x_t & \text{hard} \\
            \beta\,v_{t-1} + x_t & \text{none}
        \end{cases} \qquad s_t = H(v_t - \theta)

    with :math:`z_t = H(v_{t-1} - \theta)`, which counts as a constant. Unlike `LIF`, it is reset in
    the step after its spike. The state is the membrane v.

    Parameters
    ----------
    decay : float or array
        :math:`\beta`, what a time step leaves of the membrane, from 0 to 1.
    threshold, reset, surrogate
        As `Delayed` has them.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import Leaky
    >>> spikes, membrane = Leaky(0.5)(jnp.full([4, 2], 0.75))
    >>> spikes[:, 0].tolist(), membrane[0].item()
    ([0.0, 1.0, 0.0, 0.0], 0.90625)

    References
    ----------
    Eshraghian, Ward, Neftci, Wang, Lenz, Dwivedi, Bennamoun, Jeong and Lu, "Training spiking neural
    networks using lessons from deep learning", Proceedings of the IEEE 111(9), 2023.
    """

    decay: Parameter

    fractions = ("decay",)

    def init(self, shape: Sequence[int], dtype: Any) -> jax.Array:
        """Return the membrane at rest, 0."""
        return jnp.zeros(tuple(shape), working_dtype(dtype))

    def charge(self, state: jax.Array, x: jax.Array) -> jax.Array:
        """Return the membrane after the reset of the step before, and a current."""
        if self.reset == "none":
            return self.decay * state + x
        felt = self.felt(state)
        if self.reset == "hard":
            return self.decay * ((1.0 - felt) * state) + x
        return self.decay * state + x - felt * self.threshold

    def fire(self, inner: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Return the membrane as it is, and the spikes."""
        return inner, self.surrogate(inner - self.threshold)
