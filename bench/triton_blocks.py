"""Time Triton's kernels with other blocks than those of their table, on the GPU that JAX has.

``python -m spikefuse.bench.triton_blocks --output FILE`` writes what the table in
``kernels/triton/blocks.py`` is to be set from.
"""

import argparse
import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ..commands import UsageError, told
from ..kernels import recurrence
from ..kernels.gpu_blocks import use_block
from ..neuron import LIF
from ..surrogate import Arctan
from .machine import able, heading
from .timing import interleaved

__all__ = ["main"]

BLOCKS = tuple(itertools.product((128, 256, 512, 1024), (2, 4, 8)))
"""Elements or neurons of a program, and its warps."""

SHAPES = ((100, 4096), (100, 128, 1024), (16, 1024, 1024))
"""Of a layer's current; the elementwise kernels are timed on an array of its size."""

CALLS = 20


def main() -> int:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--repetitions", type=int, default=20)
    parsed = parser.parse_args()
    if "triton" not in able(recurrence.KERNELS):
        error = UsageError("Triton's kernels cannot run here; spikefuse info says why")
        return told("bench.triton_blocks", error)
    what = "a layer of LIF neurons and its spikes' gradient, forward and backward, by block"
    found = heading("triton_blocks", what, parsed.repetitions)
    for shape in SHAPES:
        found["results"] += _measure(shape, parsed.repetitions)
        parsed.output.write_text(json.dumps(found, indent=1) + "\n")
    return 0


def _measure(shape: tuple[int, ...], repetitions: int) -> list[dict[str, Any]]:
    random = np.random.default_rng(0)
    current = jnp.asarray(0.2 + 0.4 * random.standard_normal(shape, np.float32))
    spikes: dict[str, Callable[[jax.Array], jax.Array]] = {
        "LIF": lambda x: LIF(0.9, surrogate=Arctan())(x, implementation="triton")[0],
        "Arctan": lambda x: Arctan()(x, implementation="triton"),
    }
    contestants = {
        (name, *block): _with_block(_both(spike), *block)
        for name, spike in spikes.items()
        for block in BLOCKS
    }
    labels = {" ".join(map(str, key)): key for key in contestants}
    runs = {label: (lambda run=contestants[key]: run(current)) for label, key in labels.items()}
    timings = interleaved(runs, repetitions, CALLS)
    results = []
    for label, (name, size, warps) in labels.items():
        seconds = timings[label].summary
        print(f"{shape!s:20s}{name:8s}{size:6d} {warps} warps{seconds['p50'] * 1e6:10.1f} us")
        results.append(
            {"shape": shape, "kernel": name, "block": size, "warps": warps, "seconds": seconds}
        )
    return results


def _both(spike: Callable[[jax.Array], jax.Array]) -> Callable[[jax.Array], Any]:
    def program(x: jax.Array) -> Any:
        spikes, pull = jax.vjp(spike, x)
        return spikes, pull(x)[0]

    return program


def _with_block(program: Callable[..., Any], size: int, warps: int) -> Callable[..., Any]:
    def chosen(x: jax.Array) -> Any:
        # Kernels are made when the program is compiled, which the first call does.
        with use_block(size, warps):
            return compiled(x)

    compiled = jax.jit(program)
    return chosen


if __name__ == "__main__":
    sys.exit(main())
