"""Elementwise kernels of all shapes and parameters, compiled for devices that are not there."""

import jax
import jax.numpy as jnp
import pytest
from devices import TARGETS, compiled_for, other_operations

import spikefuse
from spikefuse.compiling.compiled import KERNELS, kernels_in
from spikefuse.kernels.triton import trial
from spikefuse.surrogate import Arctan, inv_square_grad2

FORWARD, BACKWARD, SECOND = 1, 1, 1


def passes(spike, x, cotangent, tangent):
    """Return the spike, its gradient, and that gradient's derivative."""
    y, pullback = jax.vjp(spike, x)
    gradient = lambda x: jax.vjp(spike, x)[1](cotangent)[0]  # noqa: E731
    return y, pullback(cotangent)[0], jax.jvp(gradient, (x,), (tangent,))[1]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    "shape", [(1000003,), (4096,), (100, 128, 1024), (3, 5, 8, 256), (2, 100000)], ids=str
)
def test_no_copy_around_the_kernel(shape, target):
    operand = jax.ShapeDtypeStruct(shape, jnp.float32)
    compiled = compiled_for(target, lambda *xs: passes(Arctan(), *xs), operand, operand, operand)
    assert kernels_in(compiled.as_text(), target) == FORWARD + BACKWARD + SECOND
    assert other_operations(compiled.as_text()) == set()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 5, 1, 33), (25, 256, 10)], ids=str)
def test_any_shape_compiles(shape, target):
    operand = jax.ShapeDtypeStruct(shape, jnp.bfloat16)
    with spikefuse.use_implementation("pallas"):
        compiled = compiled_for(
            target, lambda *xs: passes(Arctan(), *xs), operand, operand, operand
        )
    assert kernels_in(compiled.as_text(), target) == FORWARD + BACKWARD + SECOND


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("shape", "parameter"),
    [
        ((128, 1024), ()),
        ((128, 1024), (1024,)),
        ((100, 128, 1024), (128, 1024)),
        ((100, 128, 1024), (100, 1, 1)),
        ((25, 3, 10), (3, 1)),
        ((1000,), (1000,)),
    ],
    ids=str,
)
def test_array_parameters_are_operands(shape, parameter, target):
    def gradients(x, alpha):
        loss = lambda x, alpha: Arctan(alpha, learnable=True)(x).sum()  # noqa: E731
        return jax.grad(loss, argnums=(0, 1))(x, alpha)

    operands = [jax.ShapeDtypeStruct(size, jnp.float32) for size in (shape, parameter)]
    with spikefuse.use_implementation("pallas"):
        compiled = compiled_for(target, gradients, *operands)
    assert kernels_in(compiled.as_text(), target) == 2


@pytest.mark.parametrize("target", TARGETS)
def test_crossing_compiles(target):
    operand = jax.ShapeDtypeStruct((64, 1024), jnp.float32)

    def gradients(new, old, cotangent):
        spikes, pullback = jax.vjp(inv_square_grad2, new, old)
        return spikes, *pullback(cotangent)

    with spikefuse.use_implementation("pallas"):
        compiled = compiled_for(target, gradients, operand, operand, operand)
    assert kernels_in(compiled.as_text(), target) == 3


@pytest.mark.parametrize("size", [2**31, 3 * 2**31, 2**33 + 1024])
def test_more_elements_than_32_bits_count(size):
    operand = jax.ShapeDtypeStruct((size,), jnp.bfloat16)
    with spikefuse.use_implementation("pallas"):
        compiled = compiled_for("cuda", Arctan(), operand)
    assert kernels_in(compiled.as_text(), "cuda") == 1
    assert compiled.memory_analysis().temp_size_in_bytes == 0


def test_a_size_that_no_grid_serves_says_so_and_goes_on():
    operand = jax.ShapeDtypeStruct((2**33 + 1,), jnp.bfloat16)
    # Triton's kernel serves any; without it, XLA does.
    by_triton = trial.why_not("cuda") is None
    assert kernels_in(compiled_for("cuda", Arctan(), operand).as_text(), "cuda") == by_triton
    with (
        spikefuse.use_implementation("pallas"),
        pytest.raises(NotImplementedError, match=r"2\^31.*another shape"),
    ):
        compiled_for("cuda", Arctan(), operand)


def test_one_exported_program_holds_every_platforms_kernel():
    function = jax.jit(jax.grad(lambda x: Arctan()(x).sum()))
    exported = jax.export.export(
        function,
        platforms=("cpu", "cuda", "tpu"),
        # JAX promises no stability of Triton's calls across its versions.
        disabled_checks=[jax.export.DisabledSafetyCheck.custom_call(KERNELS["cuda"])],
    )(jax.ShapeDtypeStruct((16, 40), jnp.float32))
    module = exported.mlir_module()
    assert all(f"@{call}" in module for call in KERNELS.values())
    x = jnp.linspace(-2.0, 2.0, 640).reshape(16, 40)
    loaded = jax.export.deserialize(exported.serialize())
    assert (loaded.call(x) == function(x)).all()
