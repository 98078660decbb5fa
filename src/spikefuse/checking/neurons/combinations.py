"""Which combinations of options are checked: not all, but every two options meet."""

import dataclasses
from collections.abc import Iterator, Sequence

import jax.numpy as jnp

from ...kernels.recurrence import RESIDUALS
from ...neuron.firing import RESETS
from ..picks import DTYPES
from ..programs import Target
from ..targets import why_not
from .cases import Case

__all__ = ["PARAMETERS", "Combination", "combinations"]

PARAMETERS = ("one a neuron", "shared", "numbers")
"""What a parameter is: an array with one value a neuron, an array that is broadcast, a number."""

_EACH, _SHARED, _NUMBERS = PARAMETERS


@dataclasses.dataclass(frozen=True)
class Combination:
    """A case with all of its options.

    Attributes
    ----------
    case : Case
        The neuron.
    dtype : str
        Of current and spikes.
    residuals : str
        What is kept for the backward pass.
    parameters : str
        One of `PARAMETERS`.
    """

    case: Case
    dtype: str
    residuals: str = RESIDUALS[0]
    parameters: str = _EACH

    @property
    def is_plain(self) -> bool:
        """Whether there are no arrays but those of the call: parameters that are numbers."""
        return self.parameters == _NUMBERS

    @property
    def has_trace(self) -> bool:
        """Whether the state after each step is asked for. A call without a derivative is not."""
        return not self.is_plain


def combinations(
    cases: Sequence[Case], target: Target, dtypes: Sequence[str], position: int = 0
) -> Iterator[Combination]:
    """Yield the combinations of a neuron's cases that are checked.

    Parameters
    ----------
    cases : sequence of Case
        Of one neuron, the one with its default options first.
    target : Target
        The implementation. An interpreter takes long: for it, there are fewer combinations, in
        which every two options meet.
    dtypes : sequence of str
        Those that are asked for.
    position : int
        Of the neuron among all neurons.
    """
    every = _few(cases, target, position) if target.interpreted else _many(cases)
    for each in every:
        if each.dtype in dtypes:
            yield each


def _many(cases: Sequence[Case]) -> Iterator[Combination]:
    """Yield each reset with all residuals, and each dtype with the default options."""
    first = cases[0]
    for case in cases:
        plain = case.options in ("", *RESETS)
        for residuals in RESIDUALS if plain else RESIDUALS[:1]:
            yield Combination(case, "float32", residuals)
    yield Combination(first, "float32", parameters=_NUMBERS)
    yield Combination(first, "bfloat16", parameters=_SHARED)
    yield Combination(first, "bfloat16", "bfloat16", _NUMBERS)
    yield Combination(first, "float16")
    yield Combination(first, "float64")


def _few(cases: Sequence[Case], target: Target, position: int) -> Iterator[Combination]:
    """Yield a neuron's part of an orthogonal array of neurons, resets, residuals and dtypes."""
    done = {dtype: why_not(target, jnp.dtype(dtype), "recurrence") is None for dtype in DTYPES}
    able = [dtype for dtype in DTYPES if done[dtype]]
    plain = [case for case in cases if case.options in ("", *RESETS)]
    for i in range(len(RESIDUALS)):
        column = (position + 2 * i) % len(PARAMETERS)
        yield Combination(
            plain[i % len(plain)],
            able[column % len(able)],
            RESIDUALS[(position + i) % len(RESIDUALS)],
            PARAMETERS[column],
        )
    for dtype in DTYPES:
        if not done[dtype] or dtype in able[len(PARAMETERS) :]:
            yield Combination(cases[0], dtype)
