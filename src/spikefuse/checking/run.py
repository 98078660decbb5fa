"""Going through everything that is to be checked."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence

import jax.numpy as jnp
import numpy as np

from .cases import Case
from .judging import Judgement, judge, mismatch
from .points import Points, points
from .programs import Target, compute
from .reference import Reference, referee
from .targets import why_not

__all__ = ["FAILED", "PASSED", "Row", "check"]

PASSED = "pass"
FAILED = "FAIL"

Referee = Callable[[Sequence[np.ndarray]], Reference]


@dataclasses.dataclass(frozen=True)
class Row:
    """What came of one surrogate with one implementation and dtype.

    Attributes
    ----------
    surrogate : str
        Its name.
    target : Target
        The implementation, and where it ran.
    dtype : str
        Of inputs and results.
    status : str
        `PASSED`, `FAILED`, or what happens where the implementation does not do the dtype.
    reason : str
        Why, unless it passed or the judgements say it.
    passes : dict of str to Judgement
        By the names of the passes; empty where nothing could be compared.
    """

    surrogate: str
    target: Target
    dtype: str
    status: str
    reason: str = ""
    passes: dict[str, Judgement] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.surrogate}, {self.target}, {self.dtype}"


def check(
    cases: Iterable[Case], targets: Sequence[Target], dtypes: Sequence[str], executed_on: str
) -> Iterator[Row]:
    """Compare every case, implementation and dtype with the reference.

    Parameters
    ----------
    cases : iterable of Case
        The surrogates.
    targets : sequence of Target
        The implementations.
    dtypes : sequence of str
        Names of floating dtypes.
    executed_on : str
        This machine's platform.

    Yields
    ------
    Row
        One a surrogate, implementation and dtype.
    """
    for case in cases:
        reference = referee(case)
        for target in targets:
            for dtype in dtypes:
                yield _row(case, reference, target, dtype, executed_on)


def _row(case: Case, reference: Referee, target: Target, dtype: str, executed_on: str) -> Row:
    unable = why_not(target, jnp.dtype(dtype))
    if unable is not None:
        return Row(case.name, target, dtype, *unable)
    at = points(jnp.dtype(dtype), len(case.gradients))
    try:
        computed = compute(case, target, at)
    except Exception as error:  # Whatever a compiler raises is a finding about this row alone.
        first = (str(error).strip() or "without a message").splitlines()[0]
        return Row(case.name, target, dtype, FAILED, f"{type(error).__name__}: {first}")
    wrong = mismatch(at, computed)
    if wrong is not None:
        return Row(case.name, target, dtype, FAILED, wrong)
    judged = judge(
        case.name,
        executed_on,
        at,
        computed,
        reference(at.inputs),
        reference(_without_subnormals(at)),
    )
    passed = all(judgement.passed for judgement in judged.values())
    return Row(case.name, target, dtype, PASSED if passed else FAILED, passes=judged)


def _without_subnormals(at: Points) -> list[np.ndarray]:
    """Return the inputs as a platform sees them that takes subnormal float32 numbers for 0."""
    dtype = at.cotangent.dtype
    smallest = float(jnp.finfo(jnp.promote_types(dtype, jnp.float32)).smallest_normal)
    return [
        np.where(np.abs(x.astype(np.float64)) < smallest, np.zeros_like(x), x) for x in at.inputs
    ]
