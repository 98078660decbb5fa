"""What a module of brainstate has of its own."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

brainstate: Any = pytest.importorskip("brainstate")

from spikefuse.integrations.brainstate import Neurons  # noqa: E402
from spikefuse.neuron import CurrentLIF  # noqa: E402

CURRENT = 0.8 * jax.random.uniform(jax.random.key(0), (12, 3, 4))


def test_a_loop_of_steps_is_the_whole_sequence():
    layer = Neurons(CurrentLIF(0.5, jnp.full(4, 0.9)), in_size=4)
    brainstate.nn.init_all_states(layer, batch_size=3)
    spikes = brainstate.transform.for_loop(layer.step, CURRENT)
    after_steps = [hidden.value for hidden in layer.hidden or ()]
    layer.reset_state(batch_size=3)
    np.testing.assert_array_equal(layer(CURRENT), spikes)
    after_sequence = [hidden.value for hidden in layer.hidden or ()]
    # A membrane of 1 is rounded otherwise by the kernel, and the reset cancels what it was.
    for one, other in zip(after_steps, after_sequence, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-6)


def test_a_step_needs_a_state():
    layer = Neurons(CurrentLIF(0.5, 0.9))
    # Without a size there is nothing to make.
    brainstate.nn.init_all_states(layer, batch_size=3)
    with pytest.raises(ValueError, match="make it with in_size="):
        layer.step(CURRENT[0])
