"""The kernels of the loop over time, compiled for a GPU and a TPU that are not there."""

import re

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from devices import TARGETS, compiled_for

import spikefuse
from spikefuse.compiling.compiled import KERNELS, kernels_in
from spikefuse.neuron import IF, LIF, AdaptiveLIF, CurrentLIF, LeakyIntegrator

RESIDUALS = ("float32", "bfloat16", "recompute")

MIB = 2**20


def passes(neuron, residuals="float32"):
    """Return a function that gives spikes and the gradient to the current."""

    def both(current, cotangent):
        spikes, pullback = jax.vjp(lambda x: neuron(x, residuals=residuals)[0], current)
        return spikes, pullback(cotangent)[0]

    return both


def compiled(target, neuron, residuals="float32", shape=(100, 128, 1024), dtype="float32"):
    operand = jax.ShapeDtypeStruct(shape, dtype)
    return compiled_for(target, passes(neuron, residuals), operand, operand)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_half_precision(dtype, target):
    program = compiled(target, LIF(0.9), dtype=dtype)
    goes_to_xla = (dtype, target) == ("float16", "tpu")
    assert kernels_in(program.as_text(), target) == (0 if goes_to_xla else 2)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("spike_dtype", ["bfloat16", "int8", "bool"])
def test_spikes_in_another_dtype(spike_dtype, target):
    operand = jax.ShapeDtypeStruct((25, 64, 256), jnp.float32)
    with spikefuse.use_implementation("pallas"):
        program = compiled_for(target, lambda x: LIF(0.9)(x, spike_dtype=spike_dtype)[0], operand)
    assert kernels_in(program.as_text(), target) == 1


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("shape", [(1,), (7, 1), (37, 1000), (9, 4096), (5, 3, 5, 7, 33)], ids=str)
def test_any_shape_compiles(shape, target):
    with spikefuse.use_implementation("pallas"):
        program = compiled(target, LIF(0.9, reset="hard"), "recompute", shape, "bfloat16")
    assert kernels_in(program.as_text(), target) == 3


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("residuals", RESIDUALS)
def test_gradients_of_array_parameters_and_the_state(residuals, target):
    def gradients(current, state, decay, threshold, gain):
        def loss(current, state, decay, threshold, gain):
            neuron = LIF(decay, threshold=threshold, input_gain=gain)
            spikes, state, trace = neuron(current, state=state, residuals=residuals, trace=True)
            return spikes.sum() + (state**2).sum() + (trace**2).sum()

        return jax.grad(loss, argnums=(0, 1, 2, 3, 4))(current, state, decay, threshold, gain)

    shapes = [(25, 16, 256), (16, 256), (), (256,), (16, 1)]
    with spikefuse.use_implementation("pallas"):
        program = compiled_for(
            target, gradients, *(jax.ShapeDtypeStruct(shape, jnp.float32) for shape in shapes)
        )
    assert kernels_in(program.as_text(), target) == (3 if residuals == "recompute" else 2)


# What the passes keep, and move.


@pytest.mark.parametrize(
    ("residuals", "most"), [("float32", 50), ("bfloat16", 25), ("recompute", 4)]
)
def test_a_gpu_keeps_one_value_a_step(residuals, most):
    program = compiled("cuda", LIF(0.9), residuals)
    assert program.memory_analysis().temp_size_in_bytes <= (most + 0.6) * MIB


def test_a_pass_that_is_not_differentiated_keeps_nothing():
    operand = jax.ShapeDtypeStruct((100, 128, 1024), jnp.float32)
    program = compiled_for("cuda", lambda x: LIF(0.9)(x)[0], operand)
    # The state at rest, and no final state.
    assert program.memory_analysis().temp_size_in_bytes <= 0.6 * MIB
    assert program.memory_analysis().output_size_in_bytes == 50 * MIB


def bytes_moved(program):
    """Return what a TPU's operations read and write, in the estimate of its compiler."""
    return sum(
        count
        for name, count in program.cost_analysis().items()
        if re.match(r"bytes accessed\w", name)
    )


# KERNELS: read the current, write spikes and membranes; read cotangents and membranes, write the
# gradient. A derivative that depends on nothing has no membranes to keep.
FEWEST = [
    (LIF(0.9), "float32", "float32", 24),
    (LIF(0.9), "float32", "bfloat16", 20),
    (LIF(0.9), "bfloat16", "bfloat16", 12),
    (LIF(0.9, reset="hard"), "float32", "float32", 24),
    (IF(), "float32", "float32", 24),
    (CurrentLIF(0.8, 0.9), "float32", "float32", 24),
    (AdaptiveLIF(0.9, 0.95, 0.2), "float32", "float32", 24),
    (LeakyIntegrator(0.9), "float32", "float32", 16),
]


@pytest.mark.parametrize(("neuron", "dtype", "residuals", "fewest"), FEWEST, ids=str)
def test_a_tpu_moves_the_fewest_bytes(neuron, dtype, residuals, fewest):
    # So large that none of it stays on the chip between the passes.
    shape = (100, 512, 2048)
    program = compiled("tpu", neuron, residuals, shape, dtype)
    moved = bytes_moved(program) / np.prod(shape)
    # Beside those, the state at rest, written once and read once for all steps.
    assert fewest <= moved <= fewest + 0.25


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("residuals", ["float32", "recompute"])
def test_kernels_are_as_long_for_any_number_of_steps(residuals, target):
    def size(length):
        operand = jax.ShapeDtypeStruct((length, 16, 256), jnp.float32)
        with spikefuse.use_implementation("pallas"):
            lowered = jax.jit(passes(LIF(0.9), residuals)).trace(operand, operand)
            text = lowered.lower(lowering_platforms=(target,)).as_text()
        return len(text)

    # Numbers have more digits.
    assert size(160_000) < 1.02 * size(1_600)


def test_xla_programs_are_as_long_for_any_number_of_steps():
    def operations(length):
        operand = jax.ShapeDtypeStruct((length, 16, 256), jnp.float32)
        program = jax.jit(passes(LIF(0.9))).lower(operand, operand).compile()
        return re.findall(r"= \S+ ([a-z\-]+)\(", str(program.as_text()))

    assert operations(160_000) == operations(160)


def test_one_exported_program_holds_every_platforms_kernels():
    shape = jax.ShapeDtypeStruct((9, 4, 40), jnp.float32)
    function = jax.jit(passes(LIF(0.9)))
    exported = jax.export.export(
        function,
        platforms=("cpu", "cuda", "tpu"),
        # JAX promises no stability of Triton's calls across its versions.
        disabled_checks=[jax.export.DisabledSafetyCheck.custom_call(KERNELS["cuda"])],
    )(shape, shape)
    module = exported.mlir_module()
    assert all(module.count(f"@{call}") == 2 for call in KERNELS.values())
    random = np.random.default_rng(0)
    operands = [random.normal(0.2, 0.7, shape.shape).astype(np.float32) for _ in range(2)]
    loaded = jax.export.deserialize(exported.serialize())
    # A library of this machine's is no part of a program for others.
    with spikefuse.use_implementation("xla"):
        expected = function(*operands)
    for found, same in zip(loaded.call(*operands), expected, strict=True):
        np.testing.assert_array_equal(found, same)
