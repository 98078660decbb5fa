"""Whether what a neuron's program returned is what was expected."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import jax
import numpy as np

from .combinations import Combination
from .drives import Drive
from .limits import limit, relative_error
from .programs import Computed
from .reference import Reference
from .ties import Ties

__all__ = ["PARTS", "Finding", "judge", "mismatch"]

PARTS = ("spikes", "states", "to current", "to state", "to parameters")
"""What is returned: spikes, last state and trace; and gradients."""


@dataclasses.dataclass(frozen=True)
class Finding:
    """The error of one array.

    Attributes
    ----------
    part : str
        One of `PARTS`.
    name : str
        Of the array.
    error, limit : float
        What it is and what it may be: relative, or for spikes of 0 and 1 how many are wrong.
    """

    part: str
    name: str
    error: float
    limit: float

    @property
    def passed(self) -> bool:
        """Whether the error is within its limit, which a NaN never is."""
        return self.error <= self.limit


def mismatch(drive: Drive, computed: Computed) -> str | None:
    """Return what is wrong with the shapes and dtypes of what was returned, if anything."""
    traced = jax.tree.map(lambda x: np.empty((len(drive.current), *x.shape), x.dtype), drive.state)
    pairs = [
        ("spikes", computed.spikes, drive.current),
        ("last state", computed.state, drive.state),
        ("trace", computed.trace, traced if computed.trace is not None else None),
        (
            "spikes without a derivative",
            computed.undifferentiated,
            None if computed.undifferentiated is None else drive.current,
        ),
        (
            "gradients",
            computed.gradients,
            (
                drive.parameters if computed.gradients[0] else {},
                drive.current,
                drive.state,
            ),
        ),
    ]
    for name, result, like in pairs:
        found, wanted = (
            [(x.shape, x.dtype.name) for x in jax.tree.leaves(tree)] for tree in (result, like)
        )
        if found != wanted:
            return f"{name} of shapes and dtypes {found}, which are to be {wanted}"
    return None


def judge(
    combination: Combination,
    drive: Drive,
    computed: Computed,
    ties: Ties,
    reference: Reference,
    rounded: Reference | None,
) -> list[Finding]:
    """Compare what a program returned, array by array.

    Parameters
    ----------
    combination : Combination
        What was run.
    drive : Drive
        On what, with cotangents of 0 for neurons that are left out.
    computed : Computed
        What it returned, of the right shapes and dtypes.
    ties : Ties
        What came of comparing its spikes.
    reference : Reference
        What it is compared with.
    rounded : Reference or None
        The reference that rounds what a backward pass keeps, where one did.
    """
    compared = ~(ties.left_out | drive.exact)

    def values(part: str, name: str, result: Any, expected: Any) -> Iterator[Finding]:
        for one, (label, other) in zip(
            jax.tree.leaves(result), _labelled(name, expected), strict=True
        ):
            here, there = one[..., compared], other[..., compared]
            finite = bool(np.all(np.isfinite(one)))
            error = relative_error(here, there) if finite else float("inf")
            yield Finding(part, label, error, limit(there, one.dtype))

    def gradient(part: str, name: str, result: Any, expected: Any, rough: Any) -> Finding:
        total = _summed(expected, result.shape)
        rough = None if rough is None else _summed(rough, result.shape)
        allowed = limit(total, result.dtype, rough, expected)
        return Finding(part, name, relative_error(result, total, expected), allowed)

    found: list[Finding] = []
    outputs = {"spikes": computed.spikes, "without a derivative": computed.undifferentiated}
    for name, output in outputs.items():
        if output is not None and combination.case.spikes:
            wrong = (output.astype(np.float64) != reference.spikes) & ~ties.left_out
            found.append(Finding("spikes", name, float(np.sum(wrong)), 0.0))
        elif output is not None:
            found += values("spikes", name, output, reference.spikes)
    found += values("states", "last", computed.state, reference.state)
    if computed.trace is not None:
        found += values("states", "trace", computed.trace, reference.trace)
    to_parameters, to_current, to_state = computed.gradients
    expected = reference.gradients
    rough: Any = (None, None, None) if rounded is None else rounded.gradients
    found.append(gradient("to current", "current", to_current, expected[1], rough[1]))
    labelled = _labelled("", expected[2])
    of_state = [None] * len(labelled) if rough[2] is None else jax.tree.leaves(rough[2])
    for result, (label, other), each in zip(
        jax.tree.leaves(to_state), labelled, of_state, strict=True
    ):
        found.append(gradient("to state", label, result, other, each))
    for name, result in to_parameters.items():
        each = None if rough[0] is None else rough[0][name]
        found.append(gradient("to parameters", name, result, expected[0][name], each))
    return found


def _labelled(name: str, tree: Any) -> list[tuple[str, Any]]:
    return [
        (" ".join(filter(None, (name, jax.tree_util.keystr(path).lstrip(".") or "membrane"))), leaf)
        for path, leaf in jax.tree_util.tree_leaves_with_path(tree)
    ]


def _summed(gradient: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return the gradient of a parameter that was broadcast, from that of each neuron."""
    if gradient.shape == shape:
        return gradient
    return gradient.sum(axis=tuple(range(gradient.ndim - len(shape)))).reshape(shape)
