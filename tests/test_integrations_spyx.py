"""Surrogates as activations of Spyx's neurons."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

spyx: Any = pytest.importorskip("spyx")
axn: Any = pytest.importorskip("spyx.axn")
nn: Any = pytest.importorskip("spyx.nn")
nnx = pytest.importorskip("flax.nnx")

from spikefuse.integrations.spyx import Activation  # noqa: E402
from spikefuse.surrogate import Sigmoid, from_spyx  # noqa: E402

CURRENT = 0.8 * jax.random.uniform(jax.random.key(0), (12, 3, 4))


def layer(activation):
    return nn.LIF((4,), beta=0.9, activation=activation, rngs=nnx.Rngs(0))


@nnx.jit
def spikes_and_gradient(model, current):
    def total(current):
        spikes, _ = nn.run(model, current)
        return jnp.sum(spikes * jnp.arange(4.0)), spikes

    gradient, spikes = jax.grad(total, has_aux=True)(current)
    return spikes, gradient


def test_a_neuron_is_the_same_as_with_its_own_activation():
    own_spikes, own_gradient = spikes_and_gradient(layer(axn.superspike(10.0)), CURRENT)
    spikes, gradient = spikes_and_gradient(
        layer(Activation(from_spyx("superspike", 10.0))), CURRENT
    )
    assert 0 < own_spikes.sum() < own_spikes.size
    np.testing.assert_array_equal(spikes, own_spikes)
    np.testing.assert_allclose(gradient, own_gradient, rtol=1e-5)


def test_it_spikes_at_the_threshold_only_if_asked_to():
    assert Activation(Sigmoid())(jnp.zeros(())) == 0.0
    assert Activation(Sigmoid(), spike_at_zero=True)(jnp.zeros(())) == 1.0


def test_a_learnable_slope_is_a_parameter_of_the_neuron():
    model = layer(Activation(Sigmoid(jnp.full(4, 2.0), learnable=True)))
    gradients = nnx.grad(lambda model: nn.run(model, CURRENT)[0].sum())(model)
    assert np.all(gradients["spike"]["learnt"]["alpha"].get_value() != 0.0)


def test_implementation_reaches_the_surrogate():
    with pytest.raises(ValueError, match="nonesuch"):
        Activation(Sigmoid(), implementation=["nonesuch"])(jnp.zeros(()))
