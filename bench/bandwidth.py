"""The device's copy bandwidth: the limit of everything that memory limits."""

import itertools
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from .contestants import Prepared

__all__ = ["ARRAYS", "copying"]

ARRAYS = 4
"""How many arrays are copied in turn, which together are larger than most caches."""

_BYTES = {"cpu": 64 << 20}


def copying() -> tuple[Prepared, int]:
    """Return a program that reads one of `ARRAYS` large arrays and writes another, ready to run.

    On a CPU that is the C library's copy on all cores, which writes past the caches: it is faster
    than what XLA makes of a copy.

    Returns
    -------
    Prepared
    int
        The bytes that it reads and writes.
    """
    platform = jax.default_backend()
    size = _BYTES.get(platform, 512 << 20)
    prepared = Prepared(
        compile_seconds=0.0,
        peak_bytes=2 * size,
        run=_on_cpu(size) if platform == "cpu" else _on_device(size),
        wait=jax.block_until_ready,
        outputs=lambda _: {},
        rates=list,
    )
    return prepared, 2 * size


def _on_device(size: int) -> Callable[[int], Any]:
    arrays = [jnp.full(size // 4, number, jnp.float32) for number in range(ARRAYS)]
    # XLA would return the array itself if nothing were done to it.
    compiled = jax.jit(lambda x: -x).lower(arrays[0]).compile()
    return lambda number: compiled(arrays[number % ARRAYS])


def _on_cpu(size: int) -> Callable[[int], None]:
    sources = [np.full(size // 4, number, np.float32) for number in range(ARRAYS)]
    targets = [np.zeros(size // 4, np.float32) for _ in range(ARRAYS)]
    threads = os.cpu_count() or 1
    cuts = np.linspace(0, size // 4, threads + 1, dtype=int)
    pool = ThreadPoolExecutor(threads)

    def run(number: int) -> None:
        source, target = sources[number % ARRAYS], targets[number % ARRAYS]
        parts = [slice(*ends) for ends in itertools.pairwise(cuts)]
        list(pool.map(lambda part: np.copyto(target[part], source[part]), parts))

    return run
