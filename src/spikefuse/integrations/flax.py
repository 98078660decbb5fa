"""Neurons as a layer of Flax NNX."""

# A type checker that does not find the package finds the file of its name here in its place.
# pyright: reportAttributeAccessIssue=false

from collections.abc import Sequence
from typing import Any, Unpack

import jax
import jax.numpy as jnp

from ..neuron import PSN, Neuron
from . import missing
from .running import Options, at_rest, run, settled

try:
    from flax import nnx

    from .nnx_value import Constant, Parametrised
except ImportError as error:
    raise missing("flax", "flax") from error

__all__ = ["Constant", "NeuronState", "Neurons"]


class NeuronState(nnx.Variable[Any]):
    """The state of a layer between two calls, a tree of arrays."""


class Neurons(Parametrised):
    """A layer of neurons, which is run over all time steps at once.

    Its learnt parameters are ``nnx.Param``: the neuron's arrays, such as a decay for each neuron,
    and what a learnable surrogate has. Numbers are constants of the kernel. Nothing keeps a
    parameter in its range while it is learnt.

    Each call begins at rest, until `reset` is called: from then on the state goes from one call to
    the next.

    Parameters
    ----------
    neuron : Neuron or PSN
        What the layer consists of.
    time_major : bool
        Whether time is the first axis, ``[T, batch, ...]``, as the kernels have it. If not, it is
        the second, ``[batch, T, ...]``, as by default in ``nnx.RNN``, which costs transposes.
    **options
        ``implementation``, ``residuals``, ``spike_dtype`` and ``trace`` as a call of the neuron
        takes them; a call of the layer takes them, too, and goes before.

    Attributes
    ----------
    learnt : dict of str to nnx.Param
        What is learnt, by the name that it has in the neuron, such as ``"decay"``.
    constants : dict of str to Constant
        The other arrays.
    state : NeuronState or None
        The state after the last call; None while each begins at rest.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from flax import nnx
    >>> from spikefuse.integrations.flax import Neurons
    >>> from spikefuse.neuron import LIF
    >>> rngs = nnx.Rngs(0)
    >>> model = nnx.Sequential(nnx.Linear(8, 4, rngs=rngs), Neurons(LIF(jnp.full(4, 0.9))))
    >>> model(jnp.ones([25, 2, 8])).shape
    (25, 2, 4)
    >>> gradients = nnx.grad(lambda model: model(jnp.ones([25, 2, 8])).mean())(model)
    >>> gradients["layers"][1]["learnt"]["decay"].shape
    (4,)
    """

    def __init__(
        self, neuron: Neuron | PSN, *, time_major: bool = True, **options: Unpack[Options]
    ) -> None:
        super().__init__(neuron)
        self.state: NeuronState | None = nnx.data(None)
        self.time_major = time_major
        self.options = settled(options)

    @property
    def neuron(self) -> Any:
        """The neuron, with the parameters as they are now."""
        return self._value()

    def reset(self, shape: Sequence[int] | None = None, dtype: Any = jnp.float32) -> None:
        """Set the state to rest; from now on it is carried from call to call.

        Parameters
        ----------
        shape : sequence of int, optional
            Of one time step's current, such as ``(batch, neurons)``; that of the state that is
            carried if left out.
        dtype : floating dtype
            Of the current.

        Raises
        ------
        ValueError
            If there is no state yet, whose shape this could be.
        TypeError
            If the neuron has no state.
        """
        if shape is None:
            shape, dtype = self._carried_shape()
        self.state = nnx.data(NeuronState(at_rest(self.neuron, shape, dtype)))

    def forget(self) -> None:
        """Drop the state: from now on each call begins at rest again."""
        self.state = nnx.data(None)

    def __call__(self, current: jax.Array, **options: Unpack[Options]) -> Any:
        """Return the spikes of all steps.

        Parameters
        ----------
        current : array of shape [T, ...], or [batch, T, ...] without `time_major`
            What goes in.
        **options
            Those that differ from what the layer was made with.

        Returns
        -------
        spikes : jax.Array
            Of the shape of `current`.
        trace : tree of jax.Array
            The states after all steps, of that shape, too; only with ``trace=True``.

        Raises
        ------
        TypeError, ValueError, NotImplementedError
            As a call of the neuron.
        """
        before = None if self.state is None else self.state.get_value()
        output, after = run(self.neuron, self._swapped(current), before, self.options, options)
        if self.state is not None:
            self.state.set_value(after)
        return jax.tree.map(self._swapped, output)

    def _carried_shape(self) -> tuple[tuple[int, ...], Any]:
        if self.state is None:
            raise ValueError(
                "shape is left out, but no state is carried yet whose shape that could be; "
                "give that of one time step's current, such as (batch, neurons)"
            )
        leaf = jax.tree.leaves(self.state.get_value())[0]
        return leaf.shape, leaf.dtype

    def _swapped(self, array: jax.Array) -> jax.Array:
        """Put time first, or back where it was."""
        return array if self.time_major else jnp.swapaxes(array, 0, 1)
