"""Steps that are affine in their state, computed as a tree over time instead of a loop."""

import dataclasses
import functools
import re

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from devices import require_compiler
from jax import lax
from jax.sharding import AxisType
from jax.sharding import PartitionSpec as P

from spikefuse.checking.neurons import run as checking
from spikefuse.checking.neurons.cases import case_of
from spikefuse.checking.neurons.combinations import Combination
from spikefuse.checking.programs import Target
from spikefuse.compiling.compiled import compiled
from spikefuse.compiling.devices import DEVICES
from spikefuse.neuron import (
    IF,
    LIF,
    AdaptiveLIF,
    Alpha,
    LeakyIntegrator,
    Neuron,
    ResonateAndFire,
)
from spikefuse.surrogate import Arctan

ASSOCIATIVE = Target("associative", "cpu")

NEURON = LIF(0.9, reset="none")

CURRENT = jnp.asarray(np.random.default_rng(0).normal(0.1, 0.6, (13, 5)), jnp.float32)


# Which steps it takes.


class Written(Neuron):
    """A step of one state that a function makes."""

    decay: float = 0.5

    def init(self, shape, dtype):
        return jnp.zeros(shape, dtype)

    def step(self, state, x):
        membrane = self.advance(state, x)
        return membrane, Arctan()(membrane - 1.0)

    def advance(self, membrane, current):
        raise NotImplementedError


class Averaging(Written):
    """A line, though not written as one."""

    def advance(self, membrane, current):
        kept = jax.jit(lambda x: x / 2.0 - (-x) * 0.25)(membrane)
        return jnp.where(self.decay > 0.25, kept, membrane) + jnp.exp(current)


class Gated(Written):
    def advance(self, membrane, current):
        return jax.nn.sigmoid(current) * membrane + current


class Squared(Written):
    def advance(self, membrane, current):
        return self.decay * membrane * membrane + current


class Divided(Written):
    def advance(self, membrane, current):
        return current / (1.0 + membrane)


class Chosen(Written):
    def advance(self, membrane, current):
        return jnp.where(current > 0, membrane, self.decay * membrane) + current


class Rounded(Written):
    """A derivative of 0, which a line would have, too."""

    def advance(self, membrane, current):
        return self.decay * membrane + jnp.floor(membrane) + current


class Narrowed(Written):
    def advance(self, membrane, current):
        return (self.decay * membrane).astype("bfloat16").astype(membrane.dtype) + current


class Detached(Written):
    """The derivative is not that of the line."""

    def advance(self, membrane, current):
        return self.decay * lax.stop_gradient(membrane) + current


@pytest.mark.parametrize(
    ("neuron", "through"),
    [
        (LIF(0.5), "custom_jvp_call"),
        (LIF(0.5, reset="hard"), "custom_jvp_call"),
        # Whose derivative does not depend on the state, though the state does.
        (LIF(0.5, detach_reset=True), "custom_jvp_call"),
        (AdaptiveLIF(0.5, 0.5, 0.5, reset="none"), "custom_jvp_call"),
        (Gated(), "mul"),
        (Squared(), "mul"),
        (Divided(), "div"),
        (Chosen(), "select_n"),
        (Rounded(), "floor"),
        (Narrowed(), "convert_element_type"),
        (Detached(), "stop_gradient"),
    ],
    ids=repr,
)
def test_a_step_that_is_not_affine_is_refused_with_the_reason(neuron, through):
    said = f"affine in the state, .* passes it through {through} .*use 'native', 'pallas' or 'xla'"
    with pytest.raises(NotImplementedError, match=said):
        jax.jit(lambda x: neuron(x, implementation="associative")[0]).lower(CURRENT)
    # In a list of names, the next one runs it.
    jax.jit(lambda x: neuron(x, implementation=("associative", "xla"))[0]).lower(CURRENT)


# What comes of it, by the measure of ``spikefuse check``.


@pytest.mark.parametrize(
    ("neuron", "reset", "options"),
    [
        (LIF, "none", {"residuals": "bfloat16"}),
        (LIF, "none", {"dtype": "float64"}),
        (ResonateAndFire, "none", {"parameters": "numbers"}),
        (Alpha, "none", {"residuals": "recompute"}),
        (LeakyIntegrator, None, {"parameters": "shared", "dtype": "bfloat16"}),
    ],
    ids=str,
)
def test_results_and_gradients_are_as_exact_as_those_of_a_loop(neuron, reset, options):
    case = case_of(neuron, reset=reset)
    combination = Combination(case, **{"dtype": "float32"} | options)
    (row,) = checking.check([(case, [(ASSOCIATIVE, combination)])])
    assert row.status == checking.PASSED, row
    assert row.left_out == 0


def test_check_says_what_is_not_supported():
    case = case_of(LIF, reset="soft")
    (row,) = checking.check([(case, [(ASSOCIATIVE, Combination(case, "float32"))])])
    assert row.status == "not supported"
    assert "affine in the state" in row.reason


def test_a_long_sequence_is_as_near_as_the_bound_says():
    # Without a leak nothing is forgotten: a loop's error may grow with time, that of a tree with
    # its logarithm. Each value goes through at most 2 log2 T sums, each within half an ulp.
    length = 4096
    current = np.random.default_rng(1).uniform(0.5, 1.5, (length, 2)).astype(np.float32)
    _, _, trace = jax.jit(lambda x: IF(reset="none")(x, implementation="associative", trace=True))(
        current
    )
    exact = np.cumsum(current.astype(np.float64), axis=0)
    bound = 2 * np.log2(length) * np.finfo(np.float32).eps / 2
    assert np.max(np.abs(trace - exact) / exact) <= bound


@pytest.mark.parametrize("length", [1, 2, 3])
def test_short_sequences(length):
    found, wanted = (
        jax.jit(lambda x, name=name: jax.vjp(lambda x: Averaging()(x, implementation=name), x)[0])(
            CURRENT[:length]
        )
        for name in ("associative", "xla")
    )
    for one, other in zip(jax.tree.leaves(found), jax.tree.leaves(wanted), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


def test_what_is_not_a_number_reaches_its_own_neuron_from_then_on_only():
    spoilt = CURRENT.at[6, 2].set(jnp.nan)
    run = functools.partial(LeakyIntegrator(0.9), implementation="associative")
    outputs, pull = jax.vjp(lambda x: run(x)[0], spoilt)
    expected = np.zeros(CURRENT.shape, bool)
    expected[6:, 2] = True
    np.testing.assert_array_equal(np.isnan(outputs), expected)
    (gradient,) = pull(jnp.ones_like(outputs).at[6, 2].set(jnp.nan))
    expected[:] = False
    expected[:7, 2] = True
    np.testing.assert_array_equal(np.isnan(gradient), expected)


# Transformations, beside those of the loop.


def _total(decay, current, name):
    neuron = dataclasses.replace(NEURON, decay=decay)
    spikes, last = neuron(current, implementation=name)
    return jnp.sum(spikes * jnp.cos(jnp.arange(spikes.size).reshape(spikes.shape))) + last.sum()


def _gradients(decay, current, name):
    return jax.grad(_total, (0, 1))(decay, current, name)


def _of_chunks(decay, current, name):
    def body(state, some):
        spikes, state = LIF(decay, reset="none")(some, state=state, implementation=name)
        return state, spikes

    chunks = current[:12].reshape(3, 4, 5)
    return jax.grad(lambda x: jnp.sum(lax.scan(body, x[0, 0], x)[1] * jnp.cos(x)))(chunks)


TRANSFORMATIONS = {
    "jvp": lambda decay, x, name: jax.jvp(
        lambda decay, x: _total(decay, x, name), (decay, x), (decay, jnp.sin(x))
    ),
    "second derivative": lambda decay, x, name: jax.grad(
        lambda decay: jnp.sum(_gradients(decay, x, name)[1] ** 2)
    )(decay),
    "vmap": lambda decay, x, name: jax.vmap(lambda decay, x: _gradients(decay, x, name), (0, None))(
        jnp.stack([decay, decay / 2]), x
    ),
    "remat": lambda decay, x, name: jax.grad(jax.checkpoint(lambda x: _total(decay, x, name)))(x),
    "scan of chunks": _of_chunks,
    "shard_map": lambda decay, x, name: jax.shard_map(
        lambda decay, x: _gradients(decay, x, name),
        mesh=jax.make_mesh((1,), ("neurons",), axis_types=(AxisType.Auto,)),
        in_specs=(P("neurons"), P(None, "neurons")),
        out_specs=(P("neurons"), P(None, "neurons")),
    )(decay, x),
}


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_transformations(name):
    decay = jnp.linspace(0.5, 0.9, 5)
    found, wanted = (
        jax.jit(TRANSFORMATIONS[name], static_argnums=2)(decay, CURRENT, implementation)
        for implementation in ("associative", "xla")
    )
    for one, other in zip(jax.tree.leaves(found), jax.tree.leaves(wanted), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=2e-6 * np.abs(other).max())


def test_export():
    run = jax.jit(lambda x: NEURON(x, implementation="associative"))
    exported = jax.export.export(run, platforms=("cpu", "cuda", "tpu"))(CURRENT)
    restored = jax.export.deserialize(exported.serialize())
    for one, other in zip(restored.call(CURRENT), run(CURRENT), strict=True):
        np.testing.assert_array_equal(one, other)


# That it is a tree.


def _lowered(length, name="associative"):
    current = jax.ShapeDtypeStruct((length, 3), jnp.float32)

    def both(current, cotangent):
        outputs, pull = jax.vjp(lambda x: NEURON(x, implementation=name)[0], current)
        return outputs, pull(cotangent)

    return both, (current, current)


def test_no_loop_but_a_logarithm_of_turns():
    function, operands = _lowered(1000)
    text = jax.jit(function).lower(*operands).compile().as_text() or ""
    assert " while(" not in text
    function, operands = _lowered(1000, "xla")
    assert " while(" in (jax.jit(function).lower(*operands).compile().as_text() or "")
    counts = [
        len(re.findall(r"stablehlo\.multiply", jax.jit(function).lower(*operands).as_text()))
        for function, operands in map(_lowered, (64, 128, 256, 512))
    ]
    # Twice the steps are as many products more, each time.
    first, *others = np.diff(counts)
    assert first > 0
    assert all(each == first for each in others)


def test_it_compiles_for_a_gpu_without_a_loop():
    device = DEVICES["h200"]
    require_compiler(device)
    made = compiled(*_lowered(100), device)
    assert " while(" not in made.text
    # A loop starts two a step.
    assert made.launches < 20
