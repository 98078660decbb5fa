"""Compile a workload that is written in JAX."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import jax
import numpy as np

from ..workloads import Inputs, Workload
from .contestant import Prepared
from .jax_neurons import JaxNeurons
from .jax_programs import program

__all__ = ["prepare"]


def prepare(workload: Workload, neurons: JaxNeurons, inputs: Sequence[Inputs]) -> Prepared:
    """Return a workload compiled for JAX's default device, with its inputs on it.

    Parameters
    ----------
    workload : Workload
    neurons : JaxNeurons
        What a contestant brings.
    inputs : sequence of Inputs
        All of the same shapes.
    """
    made = program(workload, neurons)
    operands = [made.operands(each) for each in inputs]
    jax.block_until_ready(operands)
    began = time.perf_counter()
    compiled = jax.jit(made.function).lower(*operands[0]).compile()
    compile_seconds = time.perf_counter() - began

    def rates() -> list[float]:
        means = jax.jit(lambda *xs: [x.astype("float32").mean() for x in made.spikes(*xs)])
        return [float(rate) for rate in means(*operands[0])]

    return Prepared(
        compile_seconds=compile_seconds,
        peak_bytes=_peak_bytes(compiled),
        run=lambda number: compiled(*operands[number]),
        wait=jax.block_until_ready,
        outputs=_flat,
        rates=rates,
    )


def _flat(results: Any) -> Mapping[str, np.ndarray]:
    """Return the arrays of nested dictionaries, with slashes between the keys."""
    leaves, _ = jax.tree_util.tree_flatten_with_path(results)
    return {
        "/".join(str(key.key) for key in path): np.asarray(leaf, np.float32)
        for path, leaf in leaves
    }


def _peak_bytes(compiled: Any) -> int | None:
    found = compiled.memory_analysis()
    if found is None:
        return None
    return (
        found.argument_size_in_bytes
        + found.output_size_in_bytes
        + found.temp_size_in_bytes
        - found.alias_size_in_bytes
    )
