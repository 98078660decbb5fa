"""How a layer runs its neuron, in any framework."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

import jax

from ..kernels.dispatch import Implementation
from ..neuron import Neuron

__all__ = ["Options", "Settled", "at_rest", "run", "settled"]


class Options(TypedDict, total=False):
    """What a neuron's call takes beside the current and the state; see `Neuron.__call__`."""

    implementation: Implementation
    residuals: str
    spike_dtype: Any
    trace: bool


Settled = tuple[tuple[str, Any], ...]
"""Options that a layer was made with: hashable, so that they can be static."""


def settled(options: Options) -> Settled:
    """Return options in a hashable form.

    Parameters
    ----------
    options : Options
        Those that differ from the defaults.

    Raises
    ------
    TypeError
        If a neuron's call takes none of that name.
    """
    known = Options.__annotations__
    if unknown := sorted(options.keys() - known):
        raise TypeError(f"a layer of neurons has no option {unknown[0]!r}; it has {list(known)}")
    hashable = {k: tuple(x) if isinstance(x, list) else x for k, x in options.items()}
    return tuple(sorted(hashable.items()))


def run(
    neuron: Callable[..., Any], current: jax.Array, state: Any, before: Settled, now: Options
) -> tuple[Any, Any]:
    """Return what a layer puts out, and the state after it.

    Parameters
    ----------
    neuron : Neuron or PSN
        Of the layer.
    current : array of shape [T, ...]
        What goes in, time first.
    state : tree of arrays or None
        That before the first step; None for rest.
    before, now : Settled and Options
        What the layer was made with, and what its call says, which goes first.

    Returns
    -------
    output : jax.Array of shape [T, ...], or a pair
        The spikes, and with ``trace=True`` the states after all steps.
    state : tree of jax.Array of shape [...]
        The state after the last step.
    """
    given = {} if state is None else {"state": state}
    spikes, state, *trace = neuron(current, **given, **(dict(before) | now))
    return (spikes, *trace) if trace else spikes, state


def at_rest(neuron: Any, shape: Sequence[int], dtype: Any) -> Any:
    """Return the state at rest that a layer carries from.

    Parameters
    ----------
    neuron : Neuron
        Of the layer.
    shape : sequence of int
        Of one time step's current.
    dtype : floating dtype
        Of the current.

    Raises
    ------
    TypeError
        If it has no state.
    """
    if not isinstance(neuron, Neuron):
        raise TypeError(
            f"{type(neuron).__name__} has no state that could be carried; call the layer without"
        )
    return neuron.init(tuple(shape), dtype)
