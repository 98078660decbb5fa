"""Spikes at the threshold, or above it alone."""

from dataclasses import fields

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import LOOPS, needs_compiled_loops

import spikefuse
from spikefuse import surrogate
from spikefuse.kernels.native.catalogue import steps
from spikefuse.neuron import IF, LIF
from spikefuse.surrogate import Asymmetric, LeakyRelu, Sigmoid, inv_square_grad2, relu_grad2
from spikefuse.surrogate.catalogue import classes

LEAST = float(np.finfo(np.float32).tiny)

X = [np.nan, -np.inf, -1.0, -LEAST, -0.0, 0.0, LEAST, 1.0, np.inf]

ABOVE = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]

every_implementation = pytest.mark.usefixtures("implementation")


def passes(spike, x):
    spikes, pullback = jax.vjp(spike, x)
    return spikes, *pullback(jnp.ones_like(x))


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@every_implementation
def test_values_and_derivatives(dtype):
    x = jnp.asarray(X, dtype)
    spikes, gradient = passes(Sigmoid(spike_at_zero=False), x)
    assert spikes.tolist() == ABOVE
    np.testing.assert_array_equal(gradient[1:], passes(Sigmoid(), x)[1][1:])
    # These have the derivative of the side that 0 is on.
    for spike in (LeakyRelu(0.25, 0.5), Asymmetric(LeakyRelu(0.25, 0.25), LeakyRelu(0.5, 0.5))):
        assert passes(spike, x)[1][1:].tolist() == [0.25] * 3 + [0.5] * 5
        above = spike.replace(spike_at_zero=False)
        assert passes(above, x)[1][1:].tolist() == [0.25] * 5 + [0.5] * 3


def test_every_surrogate_has_it_as_a_class_and_as_a_function():
    functions = {
        name.replace("_", ""): getattr(surrogate, name)
        for name in surrogate.__all__
        if name.islower()
    }
    x = jnp.asarray(X)
    for name, made in classes().items():
        assert made(spike_at_zero=False)(x).tolist() == ABOVE, name
        assert functions[name.lower()](x, spike_at_zero=False).tolist() == ABOVE, name
        assert repr(made(spike_at_zero=False)) == repr(made())[:-1] + ", spike_at_zero=False)"


@every_implementation
def test_crossing():
    new, old = (each.ravel() for each in np.meshgrid(*[np.asarray(X, np.float32)] * 2))
    for function in (inv_square_grad2, relu_grad2):
        spikes = function(new, old, spike_at_zero=False)
        np.testing.assert_array_equal(spikes, (new > 0) & (old <= 0))
    # The derivative of this one is 0 from a distance of 1.
    _, pullback = jax.vjp(lambda *xs: relu_grad2(*xs, spike_at_zero=False), new, old)
    to_new, to_old = pullback(jnp.ones_like(new))
    known = ~(np.isnan(new) | np.isnan(old))
    np.testing.assert_array_equal(to_new[known] != 0, ((old <= 0) & (abs(new) < 1))[known])
    np.testing.assert_array_equal(to_old[known] != 0, ((new > 0) & (abs(old) < 1))[known])


def test_exported():
    spike = Sigmoid(spike_at_zero=False)
    exported = jax.export.export(jax.jit(spike))(jax.ShapeDtypeStruct((len(X),), jnp.float32))
    again = jax.export.deserialize(exported.serialize())
    assert again.call(jnp.asarray(X, jnp.float32)).tolist() == ABOVE


# Neurons whose membranes are at the threshold exactly.


@pytest.mark.parametrize("residuals", ["float32", "bfloat16", "recompute"])
@pytest.mark.parametrize("loop", LOOPS)
def test_neurons(loop, residuals):
    spike = Sigmoid(spike_at_zero=False)
    # The membrane after each step: 1/2, 1, 3/2 (and 1/2 after its reset), 1, 3/2, ...
    current = jnp.full((7, 3), 0.5)

    def weighted(current):
        spikes, _ = IF(surrogate=spike)(current, residuals=residuals)
        return jnp.sum(spikes * jnp.arange(1.0, 8.0)[:, None]), spikes

    with spikefuse.use_implementation(**LOOPS[loop]):
        gradient, spikes = jax.jit(jax.grad(weighted, has_aux=True))(current)
    assert spikes[:, 0].tolist() == [0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]
    np.testing.assert_allclose(gradient, _written_gradient(current), rtol=1e-5, atol=1e-7)


def _written_gradient(current):
    @jax.custom_jvp
    def spike(x):
        return (x > 0) * 1.0

    @spike.defjvp
    def _(primals, tangents):
        slope = 4.0 * jax.nn.sigmoid(4.0 * primals[0]) * jax.nn.sigmoid(-4.0 * primals[0])
        return spike(*primals), slope * tangents[0]

    def step(membrane, x):
        membrane = membrane + x
        fired = spike(membrane - 1.0)
        return membrane - fired, fired

    def weighted(current):
        spikes = jax.lax.scan(step, jnp.zeros(3), current)[1]
        return jnp.sum(spikes * jnp.arange(1.0, 8.0)[:, None])

    return jax.grad(weighted)(current)


FIRING = [each for each in steps() if "surrogate" in {field.name for field in fields(each.neuron)}]


@needs_compiled_loops
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_compiled_step(dtype):
    """Membranes of quarters reach a threshold of 1 exactly, now and then, for either rule."""
    quarters = np.random.default_rng(0).integers(-2, 8, (9, 33)) / 4

    def spikes(implementation):
        neurons = [
            each.make(Sigmoid(spike_at_zero=rule), **_exact(each))
            for each in FIRING
            for rule in (True, False)
        ]
        return jax.jit(lambda x: [run(x, implementation=implementation)[0] for run in neurons])

    with jax.enable_x64(dtype == "float64"):
        current = jnp.asarray(quarters, dtype)
        found, expected = spikes("native")(current), spikes("xla")(current)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)
    for each, at, above in zip(FIRING, found[::2], found[1::2], strict=True):
        assert not np.array_equal(at, above), each.name


def _exact(step):
    """Return parameters by which quarters stay sums of few powers of two, at first at least."""
    known = {"threshold": 1.0, "v_reset": 0.0, "v_rest": 0.0, "rheobase": 0.0, "input_gain": 1.0}
    if "inhibition_decay" in step.parameters:
        # A logarithm scales these membranes, and they begin at 0.
        known |= {"threshold": 0.0, "inhibition_decay": 0.25}
    return {name: known.get(name, 0.5) for name in step.parameters}


@needs_compiled_loops
def test_a_derivative_at_zero_in_compiled_loops():
    def gradient(at_zero):
        neuron = LIF(0.5, reset="none", surrogate=LeakyRelu(0.25, 0.5, spike_at_zero=at_zero))
        current = jnp.array([[1.0, 0.5, 2.0]])
        return jax.grad(lambda x: neuron(x, implementation="native")[0].sum())(current)

    assert gradient(at_zero=True).tolist() == [[0.5, 0.25, 0.5]]
    assert gradient(at_zero=False).tolist() == [[0.25, 0.25, 0.5]]
