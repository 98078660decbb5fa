"""A membrane that a spike raises and lets down again slowly: the difference of two currents."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from ..kernels.precision import working_dtype
from ..value import is_concrete, static
from .delayed import Delayed
from .firing import Parameter

__all__ = ["Alpha", "AlphaState"]


class AlphaState(NamedTuple):
    """The state of `Alpha`: a current that excites, one that inhibits, and the membrane."""

    excitation: Any
    inhibition: Any
    membrane: Any


class Alpha(Delayed):
    r"""The alpha neuron of snnTorch, a spike response model.

    .. math::
        e_t = \alpha\,e_{t-1} + x_t, \qquad
        i_t = \beta\,i_{t-1} - x_t, \qquad
        v_t = \frac{\ln\beta}{\ln\beta - \ln\alpha}\,(e_t + i_t), \qquad
        s_t = H(v_t - \theta)

    A spike of the step before, :math:`z_t = H(v_{t-1} - \theta)`, which counts as a constant,
    resets all three: a hard reset multiplies them by :math:`1 - z_t`; a soft one takes
    :math:`z_t\,\theta` from e, multiplies i by :math:`1 - z_t`, and adds :math:`z_t\,i_{t-1}` to v,
    which is how snnTorch does it. The state is an `AlphaState` of e, i and v.

    Parameters
    ----------
    excitation_decay : float or array
        :math:`\alpha`, what a time step leaves of e, from 0 to 1.
    inhibition_decay : float or array
        :math:`\beta`, what a time step leaves of i, greater than 0 and less than :math:`\alpha`.
    threshold, reset, surrogate
        As `Delayed` has them; the reset is hard unless another is given.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.neuron import Alpha
    >>> current = jnp.zeros([4, 2]).at[0].set(1.0)
    >>> _, _, trace = Alpha(0.5, 0.25)(current, trace=True)
    >>> trace.membrane[:, 0].tolist()
    [0.0, 0.5, 0.375, 0.21875]

    References
    ----------
    Gerstner, "A framework for spiking neuron models: the spike response model", Handbook of
    Biological Physics 4, 2001.

    Eshraghian, Ward, Neftci, Wang, Lenz, Dwivedi, Bennamoun, Jeong and Lu, "Training spiking neural
    networks using lessons from deep learning", Proceedings of the IEEE 111(9), 2023.
    """

    excitation_decay: Parameter
    inhibition_decay: Parameter
    reset: str = static(default="hard", kw_only=True)

    fractions = ("excitation_decay", "inhibition_decay")
    variants = MappingProxyType({"reset": ("hard", "soft", "none")})

    def check(self) -> None:
        """Check the fields.

        Raises
        ------
        TypeError
            If one is not of its type.
        ValueError
            If one is out of its range.
        """
        super().check()
        slow, fast = self.excitation_decay, self.inhibition_decay
        if is_concrete(slow) and is_concrete(fast):
            in_order = (np.asarray(fast) > 0) & (np.asarray(fast) < np.asarray(slow))
            if not np.all(in_order):
                raise ValueError(
                    f"Alpha: inhibition_decay must be greater than 0 and less than "
                    f"excitation_decay, but they are {fast!r} and {slow!r}"
                )

    def init(self, shape: Sequence[int], dtype: Any) -> AlphaState:
        """Return no current, and the membrane at rest, 0."""
        zeros = jnp.zeros(tuple(shape), working_dtype(dtype))
        return AlphaState(zeros, zeros, zeros)

    def charge(self, state: AlphaState, x: jax.Array) -> AlphaState:
        """Return both currents, and the membrane that comes of them."""
        excitation = self.excitation_decay * state.excitation + x
        inhibition = self.inhibition_decay * state.inhibition - x
        slow, fast = jnp.log(self.excitation_decay), jnp.log(self.inhibition_decay)
        membrane = fast / (fast - slow) * (excitation + inhibition)
        if self.reset == "none":
            return AlphaState(excitation, inhibition, membrane)
        felt = self.felt(state.membrane)
        if self.reset == "hard":
            kept = 1.0 - felt
            return AlphaState(kept * excitation, kept * inhibition, kept * membrane)
        return AlphaState(
            excitation - felt * self.threshold,
            (1.0 - felt) * inhibition,
            membrane + felt * state.inhibition,
        )

    def fire(self, inner: AlphaState) -> tuple[AlphaState, jax.Array]:
        """Return the state as it is, and the spikes."""
        return inner, self.surrogate(inner.membrane - self.threshold)
