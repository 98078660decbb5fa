"""A leaky membrane behind a synapse, which is reset a step later."""

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp

from ..kernels.precision import working_dtype
from .delayed import Delayed
from .firing import Parameter
from .synaptic import CurrentState

__all__ = ["Synaptic"]


class Synaptic(Delayed):
    r"""The current-based leaky integrate-and-fire neuron of snnTorch.

    .. math::
        I_t = \alpha\,I_{t-1} + x_t, \qquad
        v_t = \begin{cases}
            \beta\,v_{t-1} + I_t - z_t\,\theta & \text{soft} \\
            (1 - z_t)\,(\beta\,v_{t-1} + I_t) & \text{hard} \\
            \beta\,v_{t-1} + I_t & \text{none}
        \end{cases} \qquad s_t = H(v_t - \theta)

    with :math:`z_t = H(v_{t-1} - \theta)`, which counts as a constant. Unlike `CurrentLIF`, it is
    reset in the step after its spike. The state is a `CurrentState` of I and v.

    Parameters
    ----------
    current_decay : float or array
        :math:`\alpha`, what a time step leaves of the synaptic current, from 0 to 1.
    decay : float or array
        :math:`\beta`, what a time step leaves of the membrane, from 0 to 1.
    threshold, reset, surrogate
        As `Delayed` has them.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import Synaptic
    >>> spikes, state = Synaptic(0.5, 0.5)(jnp.full([4, 2], 0.5))
    >>> spikes[:, 0].tolist(), state.current[0].item()
    ([0.0, 1.0, 0.0, 1.0], 0.9375)

    References
    ----------
    Eshraghian, Ward, Neftci, Wang, Lenz, Dwivedi, Bennamoun, Jeong and Lu, "Training spiking neural
    networks using lessons from deep learning", Proceedings of the IEEE 111(9), 2023.
    """

    current_decay: Parameter
    decay: Parameter

    fractions = ("current_decay", "decay")

    def init(self, shape: Sequence[int], dtype: Any) -> CurrentState:
        """Return no current, and the membrane at rest, 0."""
        zeros = jnp.zeros(tuple(shape), working_dtype(dtype))
        return CurrentState(zeros, zeros)

    def charge(self, state: CurrentState, x: jax.Array) -> CurrentState:
        """Return the synaptic current, and the membrane after it has taken that up."""
        current = self.current_decay * state.current + x
        membrane = self.decay * state.membrane + current
        if self.reset == "none":
            return CurrentState(current, membrane)
        felt = self.felt(state.membrane)
        if self.reset == "hard":
            return CurrentState(current, (1.0 - felt) * membrane)
        return CurrentState(current, membrane - felt * self.threshold)

    def fire(self, inner: CurrentState) -> tuple[CurrentState, jax.Array]:
        """Return the state as it is, and the spikes."""
        return inner, self.surrogate(inner.membrane - self.threshold)
