"""Blocks and grids, with blocks so small that a small array needs all there is to them."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import HAS_TRITON

import spikefuse
from spikefuse.kernels import views
from spikefuse.kernels.elementwise import pallas_blocks, triton
from spikefuse.kernels.triton.blocks import Block
from spikefuse.surrogate import Arctan

SHAPES = [(1,), (16,), (17,), (128,), (8, 40), (5, 96), (3, 4, 33), (2, 3, 16, 8), (4, 3, 2, 56)]


@pytest.fixture
def small_blocks(monkeypatch):
    """Make every limit small; what was compiled with others must not be found again."""
    for name, value in (
        ("GPU_BLOCK", 16),
        ("GPU_LARGEST", 64),
        ("TPU_BLOCK", 64),
    ):
        monkeypatch.setattr(pallas_blocks, name, value)
    monkeypatch.setattr(triton.blocks, "ELEMENTWISE", {0: Block(16, 1)})
    monkeypatch.setattr(triton, "LARGEST", 64)
    monkeypatch.setattr(views, "LANES", 8)
    monkeypatch.setattr(views, "SUBLANES", 2)
    jax.clear_caches()
    yield
    jax.clear_caches()


def spikes_and_gradients(x, alpha, cotangent):
    spikes, pullback = jax.vjp(lambda x, a: Arctan(a, learnable=True)(x), x, alpha)
    return spikes, *pullback(cotangent)


def assert_as_xla(shape, parameter, platform, implementation="pallas"):
    random = np.random.default_rng(0)
    x, cotangent = (jnp.asarray(random.normal(size=shape), jnp.float32) for _ in range(2))
    alpha = jnp.asarray(random.uniform(1.0, 2.0, parameter), jnp.float32)
    expected = spikes_and_gradients(x, alpha, cotangent)
    with spikefuse.use_implementation(implementation, interpret=platform):
        found = spikes_and_gradients(x, alpha, cotangent)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


@pytest.mark.once
@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("platform", ["cuda", "tpu"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_many_blocks(shape, platform):
    assert_as_xla(shape, (), platform)


@pytest.mark.once
@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("shape", [(17,), (8, 40), (2, 3, 16, 8)], ids=str)
def test_many_blocks_with_a_parameter_for_each_element(shape):
    for platform in ("cuda", "tpu"):
        assert_as_xla(shape, shape, platform)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    ("shape", "parameter"),
    [
        ((8, 40), (40,)),
        ((3, 4, 33), (4, 1)),
        ((2, 3, 16, 8), (3, 1, 8)),
        ((4, 3, 2, 56), (4, 1, 1, 1)),
    ],
)
def test_many_blocks_with_a_broadcast_parameter(shape, parameter, monkeypatch):
    assert_as_xla(shape, parameter, "tpu")
    # Rows of a larger array serve no broadcast parameter; that is said, and tested below.
    monkeypatch.setattr(pallas_blocks, "GPU_LARGEST", 2**31)
    assert_as_xla(shape, parameter, "cuda")


@pytest.mark.once
@pytest.mark.skipif(not HAS_TRITON, reason="Triton is not installed")
@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_many_blocks_of_triton(shape):
    for parameter in {(), shape, shape[-1:], (shape[0], *[1] * (len(shape) - 1))}:
        assert_as_xla(shape, parameter, "cuda", "triton")


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    ("shape", "parameter", "reason"),
    [((8, 40), (40,), "parameter is broadcast"), ((67,), (), "cannot be cut into equal rows")],
)
def test_what_rows_do_not_serve_is_refused(shape, parameter, reason):
    with pytest.raises(NotImplementedError, match=reason):
        assert_as_xla(shape, parameter, "cuda")
