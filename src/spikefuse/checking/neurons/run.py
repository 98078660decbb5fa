"""Going through the neurons that are to be checked."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jax.numpy as jnp

from ...kernels.recurrence import PARTIAL
from ..programs import Target
from ..run import FAILED, PASSED
from ..targets import why_not
from .cases import Case, cases
from .combinations import Combination, combinations
from .drives import drive
from .judging import Finding, judge, mismatch
from .programs import program
from .reference import referee
from .ties import ties

__all__ = ["Plan", "Row", "check", "planned", "size"]


@dataclasses.dataclass(frozen=True)
class Row:
    """What came of one combination with one implementation.

    Attributes
    ----------
    combination : Combination
        The neuron and its options.
    target : Target
        The implementation, and where it ran.
    status : str
        `PASSED`, `FAILED`, or what happens where the implementation does not do the dtype, or the
        neuron.
    reason : str
        Why, unless it passed or the findings say it.
    findings : tuple of Finding
        One an array; empty where nothing could be compared.
    ties, left_out : int
        How many steps were too near to the threshold to tell, and how many neurons were left out
        since one of theirs went the other way.
    """

    combination: Combination
    target: Target
    status: str
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    ties: int = 0
    left_out: int = 0

    def __str__(self) -> str:
        each = self.combination
        return f"{each.case.name}, {self.target}, {each.dtype}, {each.residuals}"


Plan = list[tuple[Case, list[tuple[Target, Combination]]]]


def planned(
    listed: Mapping[str, Sequence[Case]], targets: Sequence[Target], dtypes: Sequence[str]
) -> Plan:
    """Return what is to be run for each case.

    Parameters
    ----------
    listed : mapping of str to sequence of Case
        The cases of each neuron.
    targets : sequence of Target
        The implementations.
    dtypes : sequence of str
        Names of floating dtypes.
    """
    order = list(cases())
    found: Plan = []
    for name, some in listed.items():
        position = order.index(name) if name in order else 0
        every = [
            (target, each)
            for target in targets
            for each in combinations(some, target, dtypes, position)
        ]
        found += [(case, [pair for pair in every if pair[1].case is case]) for case in some]
    return found


def size(plan: Plan) -> int:
    """Return how many rows come of a plan."""
    return sum(len(pairs) for _, pairs in plan)


def check(plan: Plan) -> Iterator[Row]:
    """Compare everything that is planned with the reference, and yield a row for each."""
    for case, pairs in plan:
        references = {rounded: referee(case, rounded=rounded) for rounded in (False, True)}
        for target, combination in pairs:
            yield _row(combination, target, references)


def _row(combination: Combination, target: Target, references: dict[bool, Any]) -> Row:
    unable = why_not(target, jnp.dtype(combination.dtype), "recurrence")
    if unable is not None:
        return Row(combination, target, *unable)
    at = drive(combination)
    compute = program(combination, target)
    try:
        computed = compute(at)
        if (wrong := mismatch(at, computed)) is not None:
            return Row(combination, target, FAILED, wrong)
        reference = references[False](at)
        outputs = [x for x in (computed.spikes, computed.undifferentiated) if x is not None]
        near = ties(outputs, at, reference)
        if near.left_out.any():
            at = at.without(near.left_out)
            computed, reference = compute(at), references[False](at)
    except Exception as error:  # Whatever a compiler raises is a finding about this row alone.
        first = (str(error).strip() or "without a message").splitlines()[0]
        if isinstance(error, NotImplementedError) and target.implementation in PARTIAL:
            return Row(combination, target, "not supported", first)
        return Row(combination, target, FAILED, f"{type(error).__name__}: {first}")
    rounded = references[True](at) if combination.residuals == "bfloat16" else None
    findings = tuple(judge(combination, at, computed, near, reference, rounded))
    passed = all(finding.passed for finding in findings)
    return Row(
        combination,
        target,
        PASSED if passed else FAILED,
        findings=findings,
        ties=near.count,
        left_out=int(near.left_out.sum()),
    )
