"""How fast the loop over time is: the fused neuron beside a plain `jax.lax.scan`, interleaved.

``python -m spikefuse.bench.recurrence --output FILE`` writes the figures as JSON.
"""

import argparse
import dataclasses
import functools
import json
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ..kernels import recurrence
from ..neuron import LIF
from ..surrogate import Arctan, Sigmoid, Surrogate
from .machine import able, alone, heading
from .timing import interleaved

__all__ = ["WORKLOAD", "Workload", "main", "measure", "report"]


DECAY, THRESHOLD = 0.9, 1.0

UNROLLS = (1, 2, 4)

SHAPES = ((128, 1024), (4096,), (1024,), (256,), (64,))

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
        own, kept = (4, 2 * 4) if direction == BOTH else (2, 0)
        return self.length * self.neurons * (own * jnp.dtype(self.dtype).itemsize + kept)


Program = Callable[..., Any]

FORWARD, BOTH = "forward", "forward and backward"

WORKLOAD = "a layer of LIF neurons, its current given; forward, and forward and backward"


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
    plain = {f"lax.scan unroll={unroll}": _plain(surrogate, unroll) for unroll in unrolls}
    fused = {
        f"{name} {residuals}": _fused(surrogate, name, residuals)
        for name in names
        for residuals in recurrence.RESIDUALS
    }
    # Without a backward pass, nothing is kept for it.
    undifferentiated = {name: _fused(surrogate, name, recurrence.RESIDUALS[0]) for name in names}
    programs = {
        **{(label, BOTH): (_both(f), (current, cotangent)) for label, f in (plain | fused).items()},
        **{
            (label, FORWARD): (jax.jit(f), (current,))
            for label, f in (plain | undifferentiated).items()
        },
    }
    compiled = {key: f.lower(*operands).compile() for key, (f, operands) in programs.items()}
    runs = {
        " | ".join(key): functools.partial(compiled[key], *operands)
        for key, (_, operands) in programs.items()
    }
    _compare(workload, runs)
    copy = jax.jit(lambda x: -x)
    timings = interleaved({"copy": lambda: copy(current), **runs}, repetitions, calls)
    copied = 2 * current.nbytes / timings["copy"].summary["p50"]

    def result(contestant: str, direction: str, program: Any) -> dict[str, Any]:
        seconds = timings[f"{contestant} | {direction}"].summary
        fewest = workload.fewest_bytes(direction)
        return {
            "workload": dataclasses.asdict(workload),
            "surrogate": repr(surrogate),
            "contestant": contestant,
            "pass": direction,
            "seconds": seconds,
            "temporary_bytes": program.memory_analysis().temp_size_in_bytes,
            "fewest_bytes": fewest,
            "fraction_of_copy": fewest / seconds["p50"] / copied,
        }

    return [result(*key, program) for key, program in compiled.items()]


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
    parser.add_argument("--repetitions", type=int, default=60)
    parser.add_argument("--output", type=Path, required=True)
    parsed = parser.parse_args(arguments)
    found = heading("recurrence", WORKLOAD, parsed.repetitions)
    names = able(recurrence.KERNELS)
    for surrogate in SURROGATES:
        for shape in SHAPES:
            workload = Workload(parsed.length, shape)
            results = measure(workload, surrogate, names, parsed.repetitions)
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
