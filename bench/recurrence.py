"""How fast the loop over time is: the fused neuron beside a plain `jax.lax.scan`, interleaved.

``python -m spikefuse.bench.recurrence --output FILE`` writes the figures as JSON.
"""

import argparse
import dataclasses
import json
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ..kernels import dispatch, recurrence
from ..neuron import LIF
from ..surrogate import Arctan, Sigmoid, Surrogate
from .machine import alone, description
from .timing import interleaved

__all__ = ["Workload", "implementations", "main", "measure", "report"]

PACKAGES = ("spikefuse", "jax", "jaxlib", "numpy")

DECAY, THRESHOLD = 0.9, 1.0

UNROLLS = (1, 2, 4)

SURROGATES = (Arctan(), Sigmoid())

FIRING = (0.05, 0.35)
"""Between which rates the neurons of a workload fire: what trained networks have."""


@dataclasses.dataclass(frozen=True)
class Workload:
    """A layer of LIF neurons that is run forward, or forward and backward.

    Attributes
    ----------
    length : int
        Time steps.
    shape : tuple of int
        Of a step.
    dtype : str
        Of current, spikes and gradients; the state is float32.
    """

    length: int
    shape: tuple[int, ...]
    dtype: str = "float32"

    @property
    def neurons(self) -> int:
        """How many there are."""
        return math.prod(self.shape)

    def fewest_bytes(self, direction: str) -> int:
        """Return what must be moved: what goes in and out, and float32 membranes between passes."""
        own = 4 if direction == "forward and backward" else 2
        kept = 2 * 4 if direction == "forward and backward" else 0
        return self.length * self.neurons * (own * jnp.dtype(self.dtype).itemsize + kept)


Program = Callable[..., Any]


def measure(
    workload: Workload,
    surrogate: Surrogate,
    names: Sequence[str],
    repetitions: int,
    calls: int = 1,
    unrolls: Sequence[int] = UNROLLS,
) -> list[dict[str, Any]]:
    """Time a workload.

    Parameters
    ----------
    workload : Workload
        What is run.
    surrogate : Surrogate
        Of the spikes.
    names : sequence of str
        Implementations of the loop.
    repetitions, calls : int
        As `timing.interleaved` has them.
    unrolls : sequence of int
        Of the plain `jax.lax.scan`.

    Returns
    -------
    list of dict
        For each contestant and direction: the times in seconds, the bytes of temporaries, and
        the fraction of the bandwidth of a copy that the fewest bytes come to.
    """
    current, cotangent = _inputs(workload)
    forwards: dict[str, Program] = {
        f"lax.scan unroll={unroll}": _plain(surrogate, unroll) for unroll in unrolls
    }
    for name in names:
        for residuals in recurrence.RESIDUALS:
            forwards[f"{name} {residuals}"] = _fused(surrogate, name, residuals)
    programs = {(f"{label}", "forward and backward"): _both(f) for label, f in forwards.items()}
    programs |= {
        (label.removesuffix(" float32"), "forward"): jax.jit(f)
        for label, f in forwards.items()
        if not label.endswith(("bfloat16", "recompute"))
    }
    compiled = {
        key: program.lower(current, cotangent).compile()
        if key[1] != "forward"
        else program.lower(current).compile()
        for key, program in programs.items()
    }
    runs = {
        " | ".join(key): _run(program, current, None if key[1] == "forward" else cotangent)
        for key, program in compiled.items()
    }
    _compare(workload, runs)
    copy = jax.jit(lambda x: -x)
    timings = interleaved({"copy": lambda: copy(current), **runs}, repetitions, calls)
    copied = 2 * current.nbytes / timings["copy"].summary["p50"]
    return [
        {
            "workload": dataclasses.asdict(workload),
            "surrogate": repr(surrogate),
            "contestant": key[0],
            "pass": key[1],
            "seconds": timings[" | ".join(key)].summary,
            "temporary_bytes": program.memory_analysis().temp_size_in_bytes,
            "fewest_bytes": workload.fewest_bytes(key[1]),
            "fraction_of_copy": workload.fewest_bytes(key[1])
            / timings[" | ".join(key)].summary["p50"]
            / copied,
        }
        for key, program in compiled.items()
    ]


def implementations() -> list[str]:
    """Return the implementations of the loop that can run on JAX's default device."""
    backend = jax.default_backend()
    if backend == "gpu":
        rocm = "rocm" in jax.devices()[0].client.platform_version
        backend = "rocm" if rocm else "cuda"
    array = dispatch.shapes([jax.ShapeDtypeStruct((1, 1), jnp.float32)])
    task = dispatch.Task(backend, array, array)
    return [name for name, kernel in recurrence.KERNELS.items() if kernel.why_not(task) is None]


def _inputs(workload: Workload) -> tuple[jax.Array, jax.Array]:
    random = np.random.default_rng(0)
    size = (workload.length, *workload.shape)
    current = 0.2 + 0.4 * random.standard_normal(size, np.float32)
    cotangent = random.standard_normal(size, np.float32)
    return jnp.asarray(current, workload.dtype), jnp.asarray(cotangent, workload.dtype)


def _plain(surrogate: Surrogate, unroll: int) -> Program:
    """Return the loop as a careful user writes it, with a spike that has a declared derivative."""

    @jax.custom_jvp
    def spike(x: jax.Array) -> jax.Array:
        return (x >= 0).astype(x.dtype)

    @spike.defjvp
    def _(primals: Any, tangents: Any) -> Any:
        return spike(*primals), tangents[0] * surrogate.surrogate_grad(primals[0])

    def step(membrane: jax.Array, x: jax.Array) -> tuple[jax.Array, jax.Array]:
        membrane = DECAY * membrane + x.astype(jnp.float32)
        spikes = spike(membrane - THRESHOLD)
        return membrane - spikes * THRESHOLD, spikes.astype(x.dtype)

    def run(current: jax.Array) -> jax.Array:
        start = jnp.zeros(current.shape[1:], jnp.float32)
        return jax.lax.scan(step, start, current, unroll=unroll)[1]

    return run


def _fused(surrogate: Surrogate, implementation: str, residuals: str) -> Program:
    neuron = LIF(DECAY, threshold=THRESHOLD, surrogate=surrogate)
    return lambda x: neuron(x, implementation=implementation, residuals=residuals)[0]


def _both(forward: Program) -> Any:
    def program(current: jax.Array, cotangent: jax.Array) -> tuple[jax.Array, jax.Array]:
        spikes, pullback = jax.vjp(forward, current)
        return spikes, pullback(cotangent)[0]

    return jax.jit(program)


def _run(program: Any, current: jax.Array, cotangent: jax.Array | None) -> Callable[[], Any]:
    operands = (current,) if cotangent is None else (current, cotangent)
    return lambda: program(*operands)


def _compare(workload: Workload, runs: dict[str, Callable[[], Any]]) -> None:
    """Raise an error unless all contestants come to the same, with a rate that networks have."""
    found = {
        label: [np.asarray(x, np.float32) for x in jax.tree.leaves(run())]
        for label, run in runs.items()
    }
    spikes, gradient = next(iter(found.values()))
    least, most = FIRING
    if not least < spikes.mean() < most:
        raise ValueError(f"{workload}: neurons spike in {spikes.mean():.1%} of their steps")
    for label, (own, *gradients) in found.items():
        # A membrane within a rounding of its threshold may spike in one and not in the other.
        alike = np.all(own == spikes, axis=0)
        if np.mean(~alike) > 1e-3:
            raise ValueError(f"{workload}: {label} spikes otherwise in {np.mean(~alike):.1%}")
        for each in gradients:
            error = np.linalg.norm((each - gradient)[:, alike]) / np.linalg.norm(gradient)
            if not error < 0.02:
                raise ValueError(f"{workload}: {label} has a gradient that is {error:.1%} off")


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=100)
    parser.add_argument("--repetitions", type=int, default=30)
    parser.add_argument("--output", type=Path, required=True)
    parsed = parser.parse_args(arguments)
    found: dict[str, Any] = {
        "workload": "a layer of LIF neurons, its current given; forward, and forward and backward",
        "command": " ".join(["python -m spikefuse.bench.recurrence", *sys.argv[1:]]),
        "repetitions": parsed.repetitions,
        "machine": description(PACKAGES),
        "results": [],
    }
    for surrogate in SURROGATES:
        for shape in ((128, 1024), (4096,), (64,)):
            workload = Workload(parsed.length, shape)
            results = measure(workload, surrogate, implementations(), parsed.repetitions)
            report(results)
            found["results"] += results
    parsed.output.parent.mkdir(parents=True, exist_ok=True)
    parsed.output.write_text(json.dumps(found, indent=1) + "\n")


def report(results: Sequence[dict[str, Any]]) -> None:
    """Print what one workload came to."""
    workload, surrogate = results[0]["workload"], results[0]["surrogate"]
    print(f"T={workload['length']}, {workload['shape']}, {workload['dtype']}, {surrogate}")
    for result in results:
        print(
            f"  {result['pass']:22s}{result['contestant']:20s}"
            f"{result['seconds']['p50'] * 1e3:9.3f} ms {result['fraction_of_copy']:7.1%} of copy"
            f"{result['temporary_bytes'] / 2**20:9.1f} MiB"
        )


if __name__ == "__main__":
    alone("spikefuse.bench.recurrence", sys.argv[1:])
    main()
