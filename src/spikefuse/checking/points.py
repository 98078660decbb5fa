"""Where surrogates are checked: at random, and where arithmetic goes wrong."""

import dataclasses
import itertools
from typing import Any

import jax.numpy as jnp
import numpy as np

__all__ = ["COUNT", "Points", "points"]

COUNT = 4999
"""How many points there are: no multiple of a kernel's block, so that edges are checked, too."""

SCALES = (1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0)


@dataclasses.dataclass(frozen=True)
class Points:
    """The arrays that a program is run on, all of one dtype and of one shape.

    Attributes
    ----------
    inputs : tuple of arrays
        The membrane's distance to its threshold.
    cotangent : array
        Of the spikes, for the backward pass.
    tangents : tuple of arrays
        Of the inputs, for the second derivative.
    """

    inputs: tuple[np.ndarray, ...]
    cotangent: np.ndarray
    tangents: tuple[np.ndarray, ...]


def points(dtype: Any, inputs: int) -> Points:
    """Return the points for spikes of one or two inputs, always the same ones.

    Parameters
    ----------
    dtype : floating dtype
        Of all arrays.
    inputs : int
        How many inputs a spike has: they meet in every combination of their special values.
    """
    generator = np.random.default_rng(0)
    special = np.array(list(itertools.product(_special(dtype), repeat=inputs))).T
    count = COUNT - special.shape[1]
    scales = generator.choice(SCALES, (inputs, count))
    random = (scales * generator.standard_normal((inputs, count))).astype(dtype)
    values = np.concatenate([special.astype(dtype), random], axis=1)
    return Points(
        tuple(values),
        _factors(generator, dtype),
        tuple(_factors(generator, dtype) for _ in range(inputs)),
    )


def _special(dtype: Any) -> list[float]:
    """Return ties, kinks, neighbours of both, numbers at the ends of the range, and NaN."""
    limits = jnp.finfo(dtype)
    near_one = (1.0 - float(limits.epsneg), 1.0, 1.0 + float(limits.eps))
    subnormal, tiny = float(limits.smallest_subnormal), float(limits.smallest_normal)
    small = (0.0, subnormal, 0.5 * tiny, tiny - subnormal, tiny, 4.0 * tiny)
    large = (2.0, 4.0, 8.0, 0.25 * float(limits.max), float(limits.max), float("inf"))
    sizes = (*small, 0.5, *near_one, *large)
    return [*(sign * size for size in sizes for sign in (1.0, -1.0)), float("nan")]


def _factors(generator: np.random.Generator, dtype: Any) -> np.ndarray:
    """Return cotangents or tangents: powers of two, by which products are exact, and others."""
    signs = generator.choice((-1.0, 1.0), COUNT)
    powers = generator.choice((0.5, 1.0, 2.0), COUNT)
    others = generator.uniform(0.5, 2.0, COUNT)
    return (signs * np.where(generator.random(COUNT) < 0.5, powers, others)).astype(dtype)
