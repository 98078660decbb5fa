"""What a layer of Equinox has of its own."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

eqx: Any = pytest.importorskip("equinox")

from spikefuse.integrations.equinox import Neurons  # noqa: E402
from spikefuse.neuron import LIF, LeakyIntegrator  # noqa: E402

CURRENT = 0.8 * jax.random.uniform(jax.random.key(0), (3, 12, 4))


def test_a_sequence_of_layers_carries_their_states():
    layers = [Neurons(LIF(0.9), (4,)), eqx.nn.Lambda(jnp.cos), Neurons(LeakyIntegrator(0.8), (4,))]
    model, state = eqx.nn.make_with_state(eqx.nn.Sequential)(layers)
    outputs = []
    for piece in (CURRENT[0, :5], CURRENT[0, 5:]):
        output, state = eqx.filter_jit(model)(piece, state)
        outputs.append(output)
    expected, _ = LeakyIntegrator(0.8)(jnp.cos(LIF(0.9)(CURRENT[0])[0]))
    np.testing.assert_allclose(jnp.concatenate(outputs), expected, rtol=1e-6)


def test_samples_may_be_mapped_over():
    layer = Neurons(LIF(jnp.full(4, 0.9)))
    spikes = jax.vmap(layer)(CURRENT)
    expected, _ = LIF(0.9)(jnp.swapaxes(CURRENT, 0, 1))
    np.testing.assert_array_equal(spikes, jnp.swapaxes(expected, 0, 1))


def test_layers_are_split_and_put_together():
    layer = Neurons(LIF(jnp.full(4, 0.9)), residuals="recompute")
    learnt, rest = eqx.partition(layer, eqx.is_inexact_array)
    assert rest.neuron.decay is None
    assert eqx.combine(learnt, rest).neuron == layer.neuron


def test_a_state_is_wanted_and_given_only_where_it_is_carried():
    carrying, state = eqx.nn.make_with_state(Neurons)(LIF(0.9), (4,))
    with pytest.raises(ValueError, match="state is missing"):
        carrying(CURRENT[0])
    with pytest.raises(ValueError, match="this layer carries none"):
        Neurons(LIF(0.9))(CURRENT[0], state)
