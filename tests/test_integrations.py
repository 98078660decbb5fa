"""A layer of each framework does what the neuron alone does."""

import doctest
import importlib
import sys

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from frameworks import FRAMEWORKS

from spikefuse.neuron import LIF, PSN, AdaptiveLIF, CurrentLIF
from spikefuse.surrogate import Sigmoid

CURRENT = 0.8 * jax.random.uniform(jax.random.key(0), (12, 3, 4))

DECAYS = jnp.array([0.5, 0.7, 0.8, 0.9])

LEARNING = LIF(
    DECAYS, threshold=jnp.asarray(0.9), surrogate=Sigmoid(jnp.full(4, 3.0), learnable=True)
)

INTEGRATIONS = {
    "flax": ("flax",),
    "equinox": ("equinox",),
    "brainstate": ("brainstate",),
    "spyx": ("flax", "spyx"),
}


@pytest.fixture(params=FRAMEWORKS)
def framework(request):
    """Run the test once with each framework that is installed."""
    return FRAMEWORKS[request.param]()


@pytest.mark.parametrize("neuron", [LEARNING, CurrentLIF(0.5, DECAYS)], ids=repr)
def test_spikes_and_traces_are_those_of_the_neuron(framework, neuron):
    spikes, trace = framework.run(framework.layer(neuron, trace=True), CURRENT)
    expected, _, expected_trace = jax.jit(lambda current: neuron(current, trace=True))(CURRENT)
    assert 0 < expected.sum() < expected.size
    np.testing.assert_array_equal(spikes, expected)
    jax.tree.map(np.testing.assert_array_equal, trace, expected_trace)


def test_gradients_are_those_of_the_neuron(framework):
    weights = jax.random.normal(jax.random.key(1), CURRENT.shape)

    def loss(spikes):
        return jnp.sum(weights * spikes)

    found = framework.gradients(framework.layer(LEARNING), lambda layer: loss(layer(CURRENT)))
    expected = jax.jit(jax.grad(lambda neuron: loss(neuron(CURRENT)[0])))(LEARNING)
    wanted = {
        "decay": expected.decay,
        "threshold": expected.threshold,
        "surrogate.alpha": expected.surrogate.alpha,
    }
    assert found.keys() == wanted.keys()
    for name, gradient in wanted.items():
        assert np.all(np.asarray(gradient) != 0.0)
        np.testing.assert_allclose(found[name], gradient, rtol=1e-6, err_msg=name)


def test_gradient_reaches_the_current(framework):
    layer = framework.layer(LIF(0.9))
    found = jax.grad(lambda current: layer(current).sum())(CURRENT)
    expected = jax.grad(lambda current: LIF(0.9)(current)[0].sum())(CURRENT)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize("neuron", [LIF(DECAYS), AdaptiveLIF(0.9, 0.8, 0.5)], ids=repr)
def test_state_is_carried_from_chunk_to_chunk(framework, neuron):
    spikes, state = framework.chunks(neuron, [CURRENT[:4], CURRENT[4:8], CURRENT[8:]])
    expected, expected_state = neuron(CURRENT)
    np.testing.assert_array_equal(spikes, expected)
    jax.tree.map(lambda x, y: np.testing.assert_allclose(x, y, rtol=1e-6), state, expected_state)


def test_gradients_pass_through_the_state(framework):
    def of_the_last(spikes):
        return jnp.sum(spikes[8:] * jnp.arange(4.0))

    neuron = LIF(DECAYS, detach_reset=True)
    found = jax.grad(
        lambda current: of_the_last(framework.chunks(neuron, [current[:8], current[8:]])[0])
    )(CURRENT)
    expected = jax.grad(lambda current: of_the_last(neuron(current)[0]))(CURRENT)
    assert np.any(np.asarray(expected[:8]) != 0.0)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_without_a_state_each_call_begins_at_rest(framework):
    layer = framework.layer(LIF(0.9))
    np.testing.assert_array_equal(layer(CURRENT), layer(CURRENT))


def test_numbers_are_not_learnt(framework):
    assert framework.learnt(framework.layer(LIF(0.9))) == {}


def test_numbers_of_a_learnable_surrogate_are_learnt(framework):
    layer = framework.layer(LIF(0.9, surrogate=Sigmoid(4.0, learnable=True)))
    found = framework.gradients(layer, lambda layer: layer(CURRENT).sum())
    assert found.keys() == {"surrogate.alpha"}
    assert found["surrogate.alpha"] != 0.0


def test_options_reach_the_neuron(framework):
    layer = framework.layer(LIF(0.9), spike_dtype="bfloat16")
    assert layer(CURRENT).dtype == jnp.bfloat16
    # What a call says goes before what the layer was made with.
    assert layer(CURRENT, spike_dtype="float32").dtype == jnp.float32
    with pytest.raises(ValueError, match="residuals is 'some'"):
        framework.layer(LIF(0.9), residuals="some")(CURRENT)
    with pytest.raises(ValueError, match="nonesuch"):
        framework.layer(LIF(0.9), implementation=["nonesuch"])(CURRENT)
    with pytest.raises(TypeError, match="no option 'residual'; it has"):
        framework.layer(LIF(0.9), residual="recompute")


def test_residuals_reach_the_neuron(framework):
    kept = framework.layer(LIF(0.9), implementation="xla")
    again = framework.layer(LIF(0.9), implementation="xla", residuals="recompute")
    sizes = [
        sum(x.size for x in jax.tree.leaves(jax.vjp(layer, CURRENT)[1]) if x.dtype == jnp.float32)
        for layer in (kept, again)
    ]
    assert sizes[0] != sizes[1]


def test_a_neuron_without_a_loop_is_a_layer(framework):
    layer = framework.layer(PSN(jnp.tri(12)))
    np.testing.assert_array_equal(layer(CURRENT), PSN(jnp.tri(12))(CURRENT)[0])
    with pytest.raises(TypeError, match="PSN has no state"):
        framework.chunks(PSN(jnp.tri(12)), [CURRENT])


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_examples_in_docstrings_give_what_they_show(name):
    for package in INTEGRATIONS[name]:
        pytest.importorskip(package)
    failed, tried = doctest.testmod(importlib.import_module(f"spikefuse.integrations.{name}"))
    assert (failed, tried > 0) == (0, True)


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_a_missing_package_is_named_with_what_installs_it(name, monkeypatch):
    package = INTEGRATIONS[name][0]
    for module in (name, "nnx_value"):
        monkeypatch.delitem(sys.modules, f"spikefuse.integrations.{module}", raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"needs {package}, .*'spikefuse\[{name}\]'"):
        importlib.import_module(f"spikefuse.integrations.{name}")
