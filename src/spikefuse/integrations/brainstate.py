"""Neurons as a module of brainstate."""

from collections.abc import Sequence
from typing import Any, Unpack

import jax

from ..neuron import PSN, Neuron
from . import missing
from .parts import split
from .running import Options, at_rest, run, settled

try:
    import brainstate
except ImportError as error:
    raise missing("brainstate", "brainstate") from error

__all__ = ["Neurons"]


class Neurons(brainstate.nn.Module):
    """A layer of neurons, which `update` runs over all time steps at once.

    Other modules of brainstate take one step, and ``brainstate.transform.for_loop`` goes through
    time. This one takes the whole sequence, since the loop over time is the fused kernel; a layer
    of weights before it takes the whole sequence as well. `step` is for a loop around the whole
    network, as a recurrent one needs it, and runs the same formula without the kernel.

    Its learnt parameters are one ``ParamState``: the neuron's arrays, such as a decay for each
    neuron, and what a learnable surrogate has. Numbers are constants of the kernel. Nothing keeps
    a parameter in its range while it is learnt.

    Each call begins at rest, until `init_state` is called, for a layer with an `in_size`: from then
    on the state, one ``HiddenState`` for each of its arrays, goes from one call to the next.

    Parameters
    ----------
    neuron : Neuron or PSN
        What the layer consists of.
    in_size : int or sequence of int, optional
        How many neurons there are, for a layer that carries its state.
    **options
        ``implementation``, ``residuals``, ``spike_dtype`` and ``trace`` as a call of the neuron
        takes them; a call of the layer takes them, too, and goes before.

    Attributes
    ----------
    learnt : brainstate.ParamState
        A dictionary of what is learnt, by the name that it has in the neuron, such as ``"decay"``.
    hidden : list of brainstate.HiddenState or None
        The arrays of the state after the last call; None while each begins at rest.

    Examples
    --------
    >>> import brainstate, jax.numpy as jnp
    >>> from spikefuse.integrations.brainstate import Neurons
    >>> from spikefuse.neuron import LIF
    >>> layer = Neurons(LIF(jnp.full(4, 0.9)), in_size=4)
    >>> loss = lambda: layer(jnp.full([25, 2, 4], 0.3)).mean()
    >>> gradients = brainstate.transform.grad(loss, layer.states(brainstate.ParamState))()
    >>> gradients["learnt",]["decay"].shape
    (4,)
    >>> _ = brainstate.nn.init_all_states(layer, batch_size=2)
    >>> _ = layer(jnp.full([25, 2, 4], 0.3))
    >>> layer.hidden[0].value.shape
    (2, 4)
    """

    def __init__(
        self,
        neuron: Neuron | PSN,
        in_size: int | Sequence[int] | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__()
        parts = split(neuron)
        if in_size is not None:
            self.in_size = self.out_size = in_size
        self.learnt = brainstate.ParamState(parts.learnt)
        self.hidden: list[brainstate.HiddenState] | None = None
        self.options = settled(options)
        self._constants = parts.constant
        self._skeleton = parts.skeleton
        self._structure: Any = None

    @property
    def neuron(self) -> Any:
        """The neuron, with the parameters as they are now."""
        return self._skeleton.value(self.learnt.value | self._constants)

    def init_state(self, batch_size: int | None = None, **_: Any) -> None:
        """Make the state, at rest; nothing for a layer without an `in_size`.

        Parameters
        ----------
        batch_size : int, optional
            How many samples there are; the state has no axis for them if left out.
        """
        if self.in_size is None:
            return
        leaves, self._structure = jax.tree.flatten(self._at_rest(batch_size))
        self.hidden = [brainstate.HiddenState(leaf) for leaf in leaves]

    def reset_state(self, batch_size: int | None = None, **_: Any) -> None:
        """Set the state, which `init_state` made, to rest.

        Parameters
        ----------
        batch_size : int, optional
            As `init_state` takes it.
        """
        if self.hidden is not None:
            self._carry(self._at_rest(batch_size))

    def update(self, current: jax.Array, **options: Unpack[Options]) -> Any:
        """Return the spikes of all steps.

        Parameters
        ----------
        current : array of shape [T, ...]
            What goes in, time first.
        **options
            Those that differ from what the layer was made with.

        Returns
        -------
        spikes : jax.Array of shape [T, ...]
            What each step puts out.
        trace : tree of jax.Array of shape [T, ...]
            The states after all steps; only with ``trace=True``.

        Raises
        ------
        TypeError, ValueError, NotImplementedError
            As a call of the neuron.
        """
        before = None if self.hidden is None else self._carried(self.hidden)
        output, after = run(self.neuron, current, before, self.options, options)
        if self.hidden is not None:
            self._carry(after)
        return output

    def step(self, current: jax.Array) -> jax.Array:
        """Return the spikes of one step, and carry the state on.

        Parameters
        ----------
        current : array of shape [...]
            That of one step.

        Raises
        ------
        ValueError
            If there is no state.
        """
        if self.hidden is None:
            raise ValueError(
                "a step goes on from a state, which this layer has not: make it with in_size=, "
                "and call brainstate.nn.init_all_states(network, batch_size) first"
            )
        state, spikes = self.neuron.step(self._carried(self.hidden), current)
        self._carry(state)
        return spikes

    def _at_rest(self, batch_size: int | None) -> Any:
        batch = () if batch_size is None else (batch_size,)
        shape: Any = self.in_size
        return at_rest(self.neuron, (*batch, *shape), brainstate.environ.dftype())

    def _carried(self, hidden: list[brainstate.HiddenState]) -> Any:
        return jax.tree.unflatten(self._structure, [each.value for each in hidden])

    def _carry(self, state: Any) -> None:
        for each, leaf in zip(self.hidden or (), jax.tree.leaves(state), strict=True):
            each.value = leaf
