"""Neurons as a layer of Equinox."""

# A type checker that does not find the package finds the file of its name here in its place.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Sequence
from typing import Any, Unpack

import jax
import jax.numpy as jnp

from ..neuron import PSN, Neuron
from . import missing
from .parts import with_learnable_arrays
from .running import Options, Settled, at_rest, run, settled

try:
    import equinox as eqx
except ImportError as error:
    raise missing("equinox", "equinox") from error

__all__ = ["Neurons"]


class Neurons(eqx.nn.StatefulLayer):
    """A layer of neurons, which is run over all time steps at once.

    What ``eqx.is_inexact_array`` selects is learnt: the neuron's arrays, such as a decay for each
    neuron, and what a learnable surrogate has. Numbers are constants of the kernel. (The arrays of
    a surrogate that is not learnable are selected, too, and their gradient is 0.) Nothing keeps a
    parameter in its range while it is learnt.

    Each call begins at rest, ``spikes = layer(current)``. With a `shape`, the layer is stateful as
    ``eqx.nn.BatchNorm`` is: ``eqx.nn.make_with_state`` makes the state, and ``spikes, state =
    layer(current, state)`` carries it on. The neuron is a pytree by itself, so
    ``spikes, membrane = layer.neuron(current, state=membrane)`` does without ``eqx.nn.State``.

    Parameters
    ----------
    neuron : Neuron or PSN
        What the layer consists of.
    shape : sequence of int, optional
        Of one time step's current, for a layer that carries its state.
    dtype : floating dtype
        Of that current.
    **options
        ``implementation``, ``residuals``, ``spike_dtype`` and ``trace`` as a call of the neuron
        takes them; a call of the layer takes them, too, and goes before.

    Examples
    --------
    >>> import equinox as eqx, jax, jax.numpy as jnp
    >>> from spikefuse.integrations.equinox import Neurons
    >>> from spikefuse.neuron import LIF
    >>> layer = Neurons(LIF(jnp.full(4, 0.9)))
    >>> layer(jnp.ones([25, 4])).shape
    (25, 4)
    >>> gradient = eqx.filter_grad(lambda layer: layer(jnp.full([25, 4], 0.3)).mean())(layer)
    >>> gradient.neuron.decay.shape
    (4,)
    """

    neuron: Any
    index: eqx.nn.StateIndex[Any] | None
    options: Settled = eqx.field(static=True)

    def __init__(
        self,
        neuron: Neuron | PSN,
        shape: Sequence[int] | None = None,
        dtype: Any = jnp.float32,
        **options: Unpack[Options],
    ) -> None:
        self.neuron = with_learnable_arrays(neuron)
        rest = None if shape is None else at_rest(neuron, shape, dtype)
        self.index = None if rest is None else eqx.nn.StateIndex(rest)
        self.options = settled(options)

    def is_stateful(self) -> bool:
        """Return whether a call takes and returns a state, which ``eqx.nn.Sequential`` asks."""
        return self.index is not None

    def __call__(
        self,
        current: jax.Array,
        state: eqx.nn.State | None = None,
        *,
        key: Any = None,
        **options: Unpack[Options],
    ) -> Any:
        """Return the spikes of all steps.

        Parameters
        ----------
        current : array of shape [T, ...]
            What goes in, time first.
        state : eqx.nn.State, optional
            That of the model, if this layer carries a state.
        key
            Nothing is drawn; it is here for ``eqx.nn.Sequential``.
        **options
            Those that differ from what the layer was made with.

        Returns
        -------
        spikes : jax.Array of shape [T, ...]
            With ``trace=True``, a pair of that and the states after all steps.
        state : eqx.nn.State
            The next; only if this layer carries a state.

        Raises
        ------
        ValueError
            If a state is missing, or given to a layer that has none.
        TypeError, ValueError, NotImplementedError
            As a call of the neuron.
        """
        del key
        if self.index is None:
            if state is not None:
                raise ValueError(
                    "state is given, but this layer carries none: make it with shape=, that of "
                    "one time step's current, or call layer.neuron(current, state=...)"
                )
            return run(self.neuron, current, None, self.options, options)[0]
        if state is None:
            raise ValueError(
                "state is missing, but this layer carries one: pass what "
                "eqx.nn.make_with_state or the call before returned"
            )
        output, after = run(self.neuron, current, state.get(self.index), self.options, options)
        return output, state.set(self.index, after)
