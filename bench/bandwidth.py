"""The device's copy bandwidth: the limit of everything that memory limits."""

import jax
import jax.numpy as jnp

from .contestants import Prepared

__all__ = ["ARRAYS", "copying"]

ARRAYS = 4
"""How many arrays are copied in turn, which together are larger than caches."""

_BYTES = {"cpu": 64 << 20}


def copying() -> tuple[Prepared, int]:
    """Return a program that reads one of `ARRAYS` large arrays and writes another, ready to run.

    Returns
    -------
    Prepared
    int
        The bytes that it reads and writes.
    """
    size = _BYTES.get(jax.default_backend(), 512 << 20)
    arrays = [jnp.full(size // 4, number, jnp.float32) for number in range(ARRAYS)]
    # XLA would return the array itself if nothing were done to it.
    compiled = jax.jit(lambda x: -x).lower(arrays[0]).compile()
    prepared = Prepared(
        compile_seconds=0.0,
        peak_bytes=2 * size,
        run=lambda number: compiled(arrays[number % ARRAYS]),
        wait=jax.block_until_ready,
        outputs=lambda _: {},
        rates=list,
    )
    return prepared, 2 * size
