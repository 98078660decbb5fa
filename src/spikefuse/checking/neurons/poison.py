"""NaN where a kernel has written nothing, so that what it leaves out is seen."""

import functools
import math
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu

__all__ = ["fill", "interpreter_starts_with_nan"]


@functools.cache
def interpreter_starts_with_nan() -> bool:
    """Return whether Pallas's interpreter fills results and scratch with NaN: it is tried."""

    def kernel(left_out: Any, copied: Any, scratch: Any) -> None:
        del left_out
        copied[...] = scratch[...]

    like = jax.ShapeDtypeStruct((8, 128), jnp.float32)
    call = pl.pallas_call(
        kernel,
        out_shape=(like, like),
        scratch_shapes=[tpu.VMEM((8, 128), jnp.float32)],
        interpret=True,
    )
    return all(bool(jnp.isnan(x).all()) for x in jax.jit(call)())


def fill(arrays: Sequence[Any], scratch_bytes: int) -> None:
    """Fill memory with NaN and give it back, for the program that runs next.

    Whether that gets the same memory is up to JAX's allocator: on a CPU it mostly does not, but
    there XLA writes all of its own results.

    Parameters
    ----------
    arrays : sequence of shapes and dtypes
        Of the program's results, which allocators put where arrays of their sizes were.
    scratch_bytes : int
        How much other memory the program takes.
    """
    words = math.ceil(scratch_bytes / 4)
    poison = [jnp.full(x.shape, jnp.nan, x.dtype) for x in arrays]
    poison += [jnp.full((words,), jnp.nan, jnp.float32)] if words else []
    jax.block_until_ready(poison)
    for each in poison:
        each.delete()
