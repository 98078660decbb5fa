"""Surrogates as what Spyx takes for the activation of a neuron."""

from typing import Any

import jax

from ..kernels.dispatch import Implementation
from ..surrogate import Surrogate
from . import missing
from .running import settled

try:
    from .nnx_value import Parametrised
except ImportError as error:
    raise missing("flax", "spyx") from error

__all__ = ["Activation"]


class Activation(Parametrised):
    """A surrogate for the ``activation`` of a Spyx neuron.

    A learnable surrogate's parameters are ``nnx.Param`` of the neuron that it is in.

    Parameters
    ----------
    surrogate : Surrogate
        Any of `spikefuse.surrogate`; `from_spyx` makes those of ``spyx.axn`` by their names.
    spike_at_zero : bool
        Whether a membrane right at its threshold spikes. In Spyx it does not.
    implementation : str, sequence of str, or None
        What runs it, as a call of the surrogate takes it.

    Attributes
    ----------
    learnt : dict of str to nnx.Param
        What is learnt, by the name that it has in the surrogate, such as ``"alpha"``.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from spikefuse.integrations.spyx import Activation
    >>> from spikefuse.surrogate import Arctan
    >>> Activation(Arctan(alpha=2.0))(jnp.array([-1.0, 0.0, 1.0])).tolist()
    [0.0, 0.0, 1.0]

    It goes where those of ``spyx.axn`` do::

        spyx.nn.LIF((64,), activation=Activation(Arctan(alpha=2.0)), rngs=rngs)
    """

    def __init__(
        self,
        surrogate: Surrogate,
        *,
        spike_at_zero: bool = False,
        implementation: Implementation = None,
    ) -> None:
        super().__init__(surrogate.replace(spike_at_zero=spike_at_zero))
        self._options = settled({"implementation": implementation})

    @property
    def surrogate(self) -> Any:
        """The surrogate, with the parameters as they are now."""
        return self._value()

    def __call__(self, x: jax.Array) -> jax.Array:
        """Return the spikes of `x`, a membrane's distance to its threshold."""
        return self.surrogate(x, **dict(self._options))
