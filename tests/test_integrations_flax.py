"""What a layer of Flax NNX has of its own."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

nnx = pytest.importorskip("flax.nnx")

from spikefuse.integrations.flax import Neurons, NeuronState  # noqa: E402
from spikefuse.neuron import LIF  # noqa: E402
from spikefuse.surrogate import Sigmoid  # noqa: E402

CURRENT = 0.8 * jax.random.uniform(jax.random.key(0), (12, 3, 4))


def test_batch_may_come_first():
    swapped = jnp.swapaxes(CURRENT, 0, 1)
    spikes, trace = Neurons(LIF(0.9), time_major=False, trace=True)(swapped)
    expected, expected_trace = Neurons(LIF(0.9), trace=True)(CURRENT)
    np.testing.assert_array_equal(spikes, jnp.swapaxes(expected, 0, 1))
    np.testing.assert_array_equal(trace, jnp.swapaxes(expected_trace, 0, 1))


def test_state_is_a_variable_of_its_own_type_until_it_is_forgotten():
    layer = Neurons(LIF(0.9))
    first = layer(CURRENT)
    layer.reset((3, 4))
    layer(CURRENT)
    (carried,) = jax.tree.leaves(nnx.state(layer, NeuronState))
    assert carried.shape == (3, 4)
    assert np.any(layer(CURRENT) != first)
    layer.reset()
    np.testing.assert_array_equal(layer(CURRENT), first)
    layer.forget()
    assert jax.tree.leaves(nnx.state(layer, NeuronState)) == []
    np.testing.assert_array_equal(layer(CURRENT), first)


def test_reset_without_a_shape_needs_a_state():
    with pytest.raises(ValueError, match="give that of one time step's current"):
        Neurons(LIF(0.9)).reset()


def test_what_has_no_derivative_is_no_parameter():
    layer = Neurons(LIF(0.9, surrogate=Sigmoid(jnp.full(4, 3.0))))
    assert jax.tree.leaves(nnx.state(layer, nnx.Param)) == []
    assert layer.constants["surrogate.alpha"].shape == (4,)
    np.testing.assert_array_equal(layer.neuron.surrogate.alpha, jnp.full(4, 3.0))
