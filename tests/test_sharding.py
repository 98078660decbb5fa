"""Programs for several devices: each runs the kernel of its own part, and nothing is gathered."""

import os
import re
import subprocess
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import LOOPS
from devices import compiled_for_mesh, require_jax_triton
from jax.sharding import NamedSharding, PartitionSpec

import spikefuse
from spikefuse.compiling.compiled import kernels_in
from spikefuse.neuron import LIF
from spikefuse.surrogate import Sigmoid


# Triton's interpreter is for one device: see `test_triton.py`.
@pytest.mark.parametrize("implementation", [name for name in LOOPS if "triton" not in name])
def test_eight_devices(implementation):
    script = Path(__file__).parent / "on_eight_devices.py"
    flags = f"{os.environ.get('XLA_FLAGS', '')} --xla_force_host_platform_device_count=8"
    finished = subprocess.run(
        [sys.executable, "-W", "error", script, implementation],
        env={**os.environ, "XLA_FLAGS": flags, "JAX_PLATFORMS": "cpu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.stdout == "all equal\n", finished.stderr


@pytest.mark.parametrize(
    ("implementation", "residuals"),
    [("pallas", "float32"), ("pallas", "recompute"), ("triton", "float32")],
)
def test_four_gpus_gather_nothing(implementation, residuals):
    if implementation == "triton":
        require_jax_triton()

    def gradients(current, decay, weights):
        def loss(current, decay):
            spikes, membrane = LIF(decay)(current, residuals=residuals)
            return jnp.sum(spikes * weights) + jnp.sum(Sigmoid()(membrane) * membrane)

        return jax.grad(loss, argnums=(0, 1))(current, decay)

    cut = PartitionSpec(None, "data", "model")
    operands = [
        (jax.ShapeDtypeStruct((100, 128, 1024), jnp.float32), cut),
        (jax.ShapeDtypeStruct((1024,), jnp.float32), PartitionSpec("model")),
        (jax.ShapeDtypeStruct((100, 128, 1024), jnp.float32), cut),
    ]
    with spikefuse.use_implementation(implementation):
        program = compiled_for_mesh(gradients, operands)
    text = program.as_text()
    exchanges = re.findall(
        r" (all-reduce|all-gather|all-to-all|collective-permute)(?:-start)?\(", text
    )
    # The gradient of the decay, over the part of the mesh that shares it.
    assert exchanges == ["all-reduce"]
    # Forward and backward, of the loop and of the spike.
    assert kernels_in(text, "cuda") == (5 if residuals == "recompute" else 4)
    # Of the current's gradient, each of four devices has its quarter.
    assert program.memory_analysis().output_size_in_bytes < 1.01 * 4 * np.prod((100, 128, 1024)) / 4
    sharding = program.output_shardings[0]
    assert isinstance(sharding, NamedSharding)
    assert sharding.spec == cut
