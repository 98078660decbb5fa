"""The loop over time in small blocks, so that a small array needs all there is to them."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import HAS_TRITON

import spikefuse
from spikefuse.kernels import views
from spikefuse.kernels.gpu_blocks import Block
from spikefuse.kernels.recurrence import (
    pallas_gpu,
    recompute,
    tpu_grid,
    triton_forward,
    triton_sweep,
    triton_text,
)
from spikefuse.kernels.triton import blocks
from spikefuse.neuron import LIF, AdaptiveLIF
from spikefuse.neuron.base import Neuron
from spikefuse.surrogate import Sigmoid

RESIDUALS = ("float32", "bfloat16", "recompute")


class StepOnly(Neuron):
    """A neuron of two states without charge and fire."""

    decay: jax.Array

    def init(self, shape, dtype):
        return {"fast": jnp.zeros(shape, dtype), "slow": jnp.zeros(shape, dtype)}

    def step(self, state, x):
        fast = self.decay * state["fast"] + jnp.sin(x)
        slow = 0.9 * state["slow"] + 0.1 * fast * x
        spike = Sigmoid()(fast - slow - 0.5)
        return {"fast": fast - spike, "slow": slow}, spike


@pytest.fixture
def small_blocks(monkeypatch):
    """Make every limit small; what was compiled with others must not be found again."""
    for module, name, value in (
        (pallas_gpu, "GROUP", 3),
        (pallas_gpu, "CHUNKS", (4, 4)),
        (pallas_gpu, "PART", 3),
        (pallas_gpu, "PROGRAMS", 2),
        (pallas_gpu, "BLOCKS", (4, 8)),
        (triton_text, "GROUP", 3),
        (triton_forward, "GROUP", 3),
        (triton_forward, "CHUNKS", (4, 4)),
        (triton_sweep, "GROUPS", {4: 2, 0: 3}),
        (triton_sweep, "PART", 3),
        (blocks, "RECURRENCE", {20: Block(8, 1), 0: Block(4, 1)}),
        (tpu_grid, "STEP_BLOCK", 64),
        (tpu_grid, "MEMORY", 2**13),
        (tpu_grid, "LANES", 8),
        (views, "LANES", 8),
        (views, "SUBLANES", 2),
        (recompute, "WHOLE", 0),
        (recompute, "PART", 64),
        (recompute, "FEWEST", 4),
    ):
        monkeypatch.setattr(module, name, value)
    jax.clear_caches()
    yield
    jax.clear_caches()


def everything(neuron, current, state, residuals):
    """Return the results of a pass, and the cotangents of all that went in."""

    def weighted(x):
        return jnp.sum(x * jnp.cos(0.7 * jnp.arange(x.size)).reshape(x.shape))

    def loss(neuron, current, state):
        results = neuron(current, state=state, residuals=residuals, trace=True)
        return sum(weighted(x) for x in jax.tree.leaves(results)), results

    return jax.jit(jax.grad(loss, argnums=(0, 1, 2), has_aux=True))(neuron, current, state)


def assert_as_plain_scan(neuron, shape, length, residuals):
    random = np.random.default_rng(0)
    current = jnp.asarray(random.normal(0.3, 0.7, (length, *shape)), jnp.float32)
    state = jax.tree.map(lambda x: x + 0.2, neuron.init(shape, jnp.float32))
    with spikefuse.use_implementation("xla"):
        # Membranes of eight bits have surrogates of their own.
        kept = "bfloat16" if residuals == "bfloat16" else "float32"
        expected = everything(neuron, current, state, kept)
    for how in (
        {"implementation": "pallas", "interpret": "cuda"},
        {"implementation": "pallas", "interpret": "tpu"},
        *([{"implementation": "triton", "interpret": "cuda"}] if HAS_TRITON else []),
        {"implementation": "xla"},
    ):
        with spikefuse.use_implementation(**how):
            gradients, results = everything(neuron, current, state, residuals)
        for one, other in zip(jax.tree.leaves(results), jax.tree.leaves(expected[1]), strict=True):
            np.testing.assert_allclose(one, other, rtol=2e-6, atol=2e-6)
        np.testing.assert_array_equal(results[0], expected[1][0])
        pairs = zip(jax.tree.leaves(gradients), jax.tree.leaves(expected[0]), strict=True)
        for one, other in pairs:
            # What all neurons share is a sum of terms that cancel.
            limit = 2e-6 if other.size > 1 else 2e-5
            assert np.linalg.norm(one - other) <= limit * np.linalg.norm(other), how


@pytest.mark.once
@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    ("shape", "length", "residuals"),
    [
        ((), 7, "recompute"),
        ((21,), 12, "float32"),
        ((16,), 1, "bfloat16"),
        ((5, 19), 13, "float32"),
        ((5, 19), 13, "recompute"),
        ((3, 4, 2, 9), 6, "recompute"),
    ],
    ids=str,
)
def test_many_blocks(shape, length, residuals):
    decay = jnp.full(shape[-1:], 0.8)
    neuron = AdaptiveLIF(decay, jnp.array(0.7), jnp.full(shape, 0.4), reset="hard")
    assert_as_plain_scan(neuron, shape, length, residuals)


@pytest.mark.once
@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    ("parameter", "residuals"),
    [
        ((), "float32"),
        ((7,), "recompute"),
        ((6, 1), "float32"),
        ((4, 1, 7), "recompute"),
        ((1, 6, 7), "bfloat16"),
    ],
    ids=str,
)
def test_parameters_that_broadcast(parameter, residuals):
    decay = jnp.linspace(0.5, 0.9, int(np.prod(parameter))).reshape(parameter)
    assert_as_plain_scan(LIF(decay, input_gain=jnp.float32(1.1)), (4, 6, 7), 9, residuals)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("residuals", RESIDUALS)
def test_own_step(residuals):
    assert_as_plain_scan(StepOnly(jnp.full((19,), 0.8)), (5, 19), 13, residuals)
