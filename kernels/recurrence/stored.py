"""How arrays over time are held while a loop reads and writes them, one step after the other.

XLA's CPU compiler knows no bfloat16: it takes such an array, all of it, to float32 and back at
each step that is read or written. It leaves the same bits alone if they are called integers.
"""

from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

__all__ = ["opened", "packed", "read", "sealed"]


def opened(array: Any, as_bits: bool) -> Any:
    """Return an array as a loop is to hold it; None stays None."""
    if array is None or not _is_hidden(array.dtype, as_bits):
        return array
    return lax.bitcast_convert_type(array, jnp.uint16)


def read(array: jax.Array, t: Any, dtype: Any, wide: Any) -> jax.Array:
    """Return a step of what `opened` returned for an array of `dtype`, in the dtype `wide`."""
    row = lax.dynamic_index_in_dim(array, t, keepdims=False)
    return (row if row.dtype == dtype else lax.bitcast_convert_type(row, dtype)).astype(wide)


def packed(row: jax.Array, dtype: Any, as_bits: bool) -> jax.Array:
    """Return a step in a dtype, as a loop is to write it."""
    row = row.astype(dtype)
    return lax.bitcast_convert_type(row, jnp.uint16) if _is_hidden(dtype, as_bits) else row


def sealed(array: jax.Array, dtype: Any) -> jax.Array:
    """Return what a loop wrote as an array of its dtype."""
    return array if array.dtype == dtype else lax.bitcast_convert_type(array, dtype)


def _is_hidden(dtype: Any, as_bits: bool) -> bool:
    return as_bits and dtype == jnp.bfloat16
