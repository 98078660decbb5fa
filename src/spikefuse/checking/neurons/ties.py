"""Which neurons can be compared: those that have not come too near to their threshold."""

import dataclasses
from collections.abc import Sequence

import jax
import jax.numpy as jnp
import numpy as np

from ...kernels.precision import working_dtype
from .drives import Drive
from .reference import Reference

__all__ = ["ROUNDINGS", "Ties", "ties"]

ROUNDINGS = 8
"""How many roundings a time step has, at most, each of half an ulp of its largest value or less."""


@dataclasses.dataclass(frozen=True)
class Ties:
    """Where a neuron's spikes may be others by right.

    Attributes
    ----------
    count : int
        How many steps of the reference are nearer to the threshold than rounding can tell.
    left_out : array of bool, of shape [...]
        Which neurons had such a step, and went the other way.
    """

    count: int
    left_out: np.ndarray


def ties(outputs: Sequence[np.ndarray], drive: Drive, reference: Reference) -> Ties:
    """Compare spikes, and find which neurons have another trajectory by right.

    From a tie that goes the other way, a neuron's state is another one, and so are all its spikes
    and gradients. Those that compute exactly have no ties.
    """
    near = np.abs(reference.distance) < _margin(drive, reference)
    left_out = np.zeros_like(drive.exact)
    for spikes in outputs:
        differs = spikes.astype(np.float64) != reference.spikes
        first = differs & (np.cumsum(differs, axis=0) == 1)
        left_out |= np.any(first & near, axis=0)
    return Ties(int(np.sum(near)), left_out)


def _margin(drive: Drive, reference: Reference) -> np.ndarray:
    """Return how far rounding may have taken each neuron's distance, after all of its steps."""
    arrays = [reference.distance, drive.current, *jax.tree.leaves(reference.trace)]
    sizes = [np.max(np.abs(x.astype(np.float64)), axis=0) for x in arrays]
    epsilon = float(jnp.finfo(working_dtype(drive.current.dtype)).eps)
    margin = ROUNDINGS * len(drive.current) * 0.5 * epsilon * np.max(sizes, axis=0)
    return np.where(drive.exact, 0.0, margin)
