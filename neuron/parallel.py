"""Neurons that see all of time at once: no loop, but a product of matrices."""

import contextlib
import dataclasses
from collections.abc import Callable
from typing import Any, Self

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation, use_implementation
from ..kernels.precision import working_dtype
from ..surrogate import Arctan
from ..value import Value
from .firing import Parameter, check_surrogate

__all__ = ["PSN"]


class PSN(Value):
    r"""The parallel spiking neuron.

    .. math::
        h = W x, \qquad s = H(h - \theta)

    where W is a matrix of T x T over time, which is learnt, and there is no reset. It is no loop,
    so it is no `Neuron`: it has no step, an empty state, and one length. One that does not see what
    is to come is `PSN.masked`, one that takes each moment alike is `PSN.sliding`.

    Parameters
    ----------
    weights : array of shape [T, T]
        W: its row t is what h at step t is made of. A gradient reaches it.
    threshold : float or array, default 1
        :math:`\theta`: one value, or an array that broadcasts to [T, ...], such as [T, 1].
    surrogate : Surrogate, default Arctan()
        The spike; or any elementwise function from the distance to the threshold to spikes.

    Examples
    --------
    >>> import jax, jax.numpy as jnp
    >>> from spikefuse.neuron import PSN
    >>> spikes, _ = PSN(jnp.tri(3))(jnp.full([3, 2], 0.5))
    >>> spikes[:, 0].tolist()
    [0.0, 1.0, 1.0]
    >>> jax.grad(lambda weights: PSN(weights)(jnp.ones([3, 2]))[0].sum())(jnp.eye(3)).shape
    (3, 3)

    References
    ----------
    Fang, Yu, Zhou, Chen, Chen, Ma, Masquelier and Tian, "Parallel spiking neurons with high
    efficiency and ability to learn long-term dependencies", NeurIPS 2023.
    """

    weights: jax.Array
    threshold: Parameter = dataclasses.field(default=1.0, kw_only=True)
    surrogate: Callable[[Any], jax.Array] = dataclasses.field(default=Arctan(), kw_only=True)

    finite = ("weights", "threshold")

    def check(self) -> None:
        """Check the fields.

        Raises
        ------
        TypeError
            If one is not of its type.
        ValueError
            If one is out of its range, or the weights are no square matrix.
        """
        super().check()
        check_surrogate(self, self.surrogate)
        shape = jnp.shape(self.weights)
        if len(shape) != 2 or shape[0] != shape[1]:
            raise ValueError(
                f"PSN: weights has shape {shape}; it must be a square matrix, [T, T], for T steps"
            )

    @classmethod
    def masked(
        cls, weights: jax.Array, order: int, *, strength: float | jax.Array = 1.0, **others: Any
    ) -> Self:
        r"""Return the masked neuron, which sees the last `order` steps alone.

        Parameters
        ----------
        weights : array of shape [T, T]
            W; what is not within the last steps is multiplied by 1 - `strength`.
        order : int
            How many steps it sees, the present one among them, at least 1.
        strength : float or array
            How much of the mask there is, from 0 to 1: it may grow over a training.
        **others
            The other parameters of `PSN`.

        Raises
        ------
        ValueError
            If `order` is less than 1.
        """
        weights = jnp.asarray(weights)
        _check_order(order)
        rows, columns = weights.shape
        mask = jnp.tri(rows, columns) - jnp.tri(rows, columns, -order)
        return cls(weights * (strength * mask + (1.0 - strength)), **others)

    @classmethod
    def sliding(cls, weights: jax.Array, length: int, **others: Any) -> Self:
        r"""Return the sliding neuron, for which all steps have the same weights.

        Parameters
        ----------
        weights : array of shape [k]
            Of the last k steps, the present one the last.
        length : int
            T, how many steps the current has.
        **others
            The other parameters of `PSN`.

        Raises
        ------
        ValueError
            If there are no weights.
        """
        weights = jnp.asarray(weights)
        order = weights.shape[0]
        _check_order(order)
        ago = jnp.arange(length)[:, None] - jnp.arange(length)[None]
        inside = (ago >= 0) & (ago < order)
        return cls(
            jnp.where(inside, weights[jnp.clip(order - 1 - ago, 0, order - 1)], 0.0), **others
        )

    def __call__(
        self, current: ArrayLike, *, implementation: Implementation = None
    ) -> tuple[jax.Array, tuple[()]]:
        """Return the spikes of all steps.

        Parameters
        ----------
        current : array of shape [T, ...] and a floating dtype
            What goes in, time first.
        implementation : str, sequence of str, or None
            What runs the surrogate.

        Returns
        -------
        spikes : jax.Array of shape [T, ...]
            In the dtype of `current`.
        state : tuple
            Empty: there is nothing to go on from. It stands where that of a neuron does.

        Raises
        ------
        TypeError
            If `current` is not floating.
        ValueError
            If it has another length than the weights.
        """
        current = jnp.asarray(current)
        if not jnp.issubdtype(current.dtype, jnp.floating):
            raise TypeError(
                f"current is {current.dtype.name}, but a membrane takes up real numbers of a "
                "floating dtype: current.astype('float32')"
            )
        length = jnp.shape(self.weights)[0]
        if current.ndim == 0 or current.shape[0] != length:
            raise ValueError(
                f"current has shape {current.shape}, but the weights are for {length} steps: its "
                f"first dimension must be {length}"
            )
        wide = working_dtype(current.dtype)
        weights = jnp.asarray(self.weights, wide)
        membrane = jnp.tensordot(weights, current.astype(wide), 1, precision="highest")
        distance = membrane - jnp.asarray(self.threshold, wide)
        chosen = contextlib.nullcontext()
        if implementation is not None:
            chosen = use_implementation(implementation)
        with chosen:
            return self.surrogate(distance).astype(current.dtype), ()


def _check_order(order: int) -> None:
    if order < 1:
        raise ValueError(f"order is {order!r}, but it must be at least 1: the present step")
