"""Check and time the kernels on the device that JAX has, in less than ten minutes.

``python -m spikefuse.bench.on_device --output FOLDER`` writes ``info.json``, ``check.json``,
``recurrence.json`` and ``elementwise.json``. Numerics come first: what is wrong need not be timed.
"""

import argparse
import contextlib
import dataclasses
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from .. import surrogate
from ..command_line import main as spikefuse
from ..kernels import elementwise
from ..kernels import recurrence as loops
from . import recurrence
from .machine import able, heading
from .timing import interleaved

__all__ = ["main"]

SURROGATES = ("Arctan", "QPseudoSpike", "ReluGrad", "Sigmoid", "SquarewaveFourierSeries")

DTYPES = ("float32", "bfloat16")

CALLS = 20

LAYERS = (
    recurrence.Workload(100, (128, 1024)),
    recurrence.Workload(100, (4096,)),
    recurrence.Workload(16, (1024, 1024)),
    recurrence.Workload(1000, (128, 128)),
)
"""Layers whose loop over time is timed: on chip, small, wide and short, and long."""

UNROLLS = (1, 8)


def main() -> int:
    """Run everything, and return 1 if the check failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2**20, 2**24, 2**26, 2**28])
    parser.add_argument("--layers", type=int, default=len(LAYERS), help="how many of the layers")
    parser.add_argument("--repetitions", type=int, default=20)
    parsed = parser.parse_args()
    parsed.output.mkdir(parents=True, exist_ok=True)
    with contextlib.redirect_stdout(io.StringIO()) as told:
        spikefuse(["info", "--json"])
    (parsed.output / "info.json").write_text(told.getvalue())
    failed = spikefuse(["check", "--json", str(parsed.output / "check.json")])
    _layers(parsed.output / "recurrence.json", parsed.layers, parsed.repetitions)
    what = "spikes, and cotangent times gradient, of a normal array: apart"
    found = heading("on_device", what, parsed.repetitions)
    found["calls_in_a_run"] = CALLS
    for size in parsed.sizes:
        for dtype in DTYPES:
            # Written after each size, so that a run that is cut short leaves what it has.
            found["results"] += _measure(size, dtype, parsed.repetitions)
            (parsed.output / "elementwise.json").write_text(json.dumps(found, indent=1) + "\n")
    return failed


def _layers(output: Path, layers: int, repetitions: int) -> None:
    found = heading("on_device", recurrence.WORKLOAD, repetitions)
    found["calls_in_a_run"] = CALLS
    names = able(loops.KERNELS)
    for workload in LAYERS[:layers]:
        for dtype in DTYPES:
            results = recurrence.measure(
                dataclasses.replace(workload, dtype=dtype),
                surrogate.Arctan(),
                names,
                repetitions,
                CALLS,
                UNROLLS,
            )
            recurrence.report(results)
            found["results"] += results
            output.write_text(json.dumps(found, indent=1) + "\n")


def _measure(size: int, dtype: str, repetitions: int) -> list[dict[str, Any]]:
    began = time.perf_counter()
    random = np.random.default_rng(0)
    x = jnp.asarray(random.standard_normal(size, np.float32), dtype)
    cotangent = jnp.asarray(random.standard_normal(size, np.float32), dtype)
    negate = jax.jit(lambda x: -x)
    contestants: dict[tuple[str, str, str], Callable[[], Any]] = {
        ("copy", "xla", "forward"): lambda: negate(x)
    }
    for name in SURROGATES:
        for implementation in able(elementwise.KERNELS):
            spike = _with(getattr(surrogate, name)(), implementation)
            forward, backward = jax.jit(spike), jax.jit(_gradient(spike))
            contestants[name, implementation, "forward"] = lambda f=forward: f(x)
            contestants[name, implementation, "backward"] = lambda f=backward: f(x, cotangent)
    labels = {" ".join(key): key for key in contestants}
    runs = {label: contestants[key] for label, key in labels.items()}
    timings = interleaved(runs, repetitions, CALLS)
    copied = 2 * x.nbytes / timings["copy xla forward"].summary["p50"]
    print(f"{size:>12,} {dtype}: copies {copied / 1e9:,.0f} GB/s", end="")
    results = []
    for label, (name, implementation, direction) in labels.items():
        summary = timings[label].summary
        moved = (2 if direction == "forward" else 3) * x.nbytes
        results.append(
            {
                "elements": size,
                "dtype": dtype,
                "contestant": name,
                "implementation": implementation,
                "pass": direction,
                "seconds": summary,
                "fewest_bytes": moved,
                "fraction_of_copy": moved / summary["p50"] / copied,
            }
        )
    print(f" ({time.perf_counter() - began:.0f} s)")
    for result in results[1:]:
        print(
            f"  {result['contestant']:26s}{result['implementation']:8s}{result['pass']:10s}"
            f"{result['seconds']['p50'] * 1e6:10.1f} us {result['fraction_of_copy']:6.1%} of copy"
        )
    return results


def _with(spike: surrogate.Surrogate, implementation: str) -> Callable[[jax.Array], jax.Array]:
    return lambda x: spike(x, implementation=implementation)


def _gradient(spike: Callable[[jax.Array], jax.Array]) -> Callable[..., jax.Array]:
    return lambda x, cotangent: jax.vjp(spike, x)[1](cotangent)[0]


if __name__ == "__main__":
    sys.exit(main())
