"""How large a relative error may be."""

from typing import Any

import jax.numpy as jnp
import numpy as np

from ...kernels.precision import working_dtype

__all__ = ["BASE", "TIMES_OF_ROUNDED", "limit", "relative_error"]

BASE = {"float32": 1e-6, "float64": 1e-12}
"""The limit by the dtype in which is computed: some 17 roundings' worth in float32.

In float64 the reference itself rounds, and what exceeds this is not rounding.
"""

TIMES_OF_ROUNDED = 2.0
"""How much more than the reference's own error may be what comes of values kept in bfloat16."""


def relative_error(
    result: np.ndarray, expected: np.ndarray, terms: np.ndarray | None = None
) -> float:
    """Return the root of the mean square of the error, relative to what is expected.

    It is infinite for a result that is not finite, and for one that is not 0 but should be.

    Parameters
    ----------
    result, expected : arrays of one shape
        What is compared.
    terms : array, optional
        What `expected` is a sum of. Terms of both signs may cancel by chance, and what is left of
        their rounding then does not: the error is relative to the root of the sum of their
        squares, which is how large their sum is to be, if that is more.
    """
    difference = result.astype(np.float64) - expected
    if not np.all(np.isfinite(difference)):
        return float("inf")
    error, size = np.linalg.norm(difference.ravel()), np.linalg.norm(expected.ravel())
    if terms is not None:
        size = max(size, np.linalg.norm(terms.ravel()))
    if error == 0:
        return 0.0
    return float(error / size) if size > 0 else float("inf")


def limit(
    expected: np.ndarray,
    dtype: Any,
    rounded: np.ndarray | None = None,
    terms: np.ndarray | None = None,
) -> float:
    """Return the limit of a result's relative error.

    For half precision, a result is computed in float32 and rounded once: its error is no more than
    that of the reference, rounded, and twice the limit for float32.

    Parameters
    ----------
    expected : array
        What the result is compared with.
    dtype : floating dtype
        Of the result.
    rounded : array, optional
        The same by the reference that rounds what a backward pass keeps.
    terms : array, optional
        As `relative_error` has it.
    """
    wide = working_dtype(dtype)
    base = BASE[jnp.dtype(wide).name]
    total = base
    if jnp.dtype(dtype) != wide:
        total = 2.0 * base + relative_error(expected.astype(dtype), expected)
    if rounded is not None:
        total += TIMES_OF_ROUNDED * relative_error(rounded, expected, terms)
    return total
