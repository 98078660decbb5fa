"""A user's own formula, and what happens to one that no kernel can run."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from devices import compiled_for

import spikefuse
from spikefuse.surrogate import Surrogate

OUTSIDE = jnp.array([1.0, 2.0, 3.0])


class Surrounded(Surrogate):
    """Uses an array that is not its own."""

    def surrogate_grad(self, x):
        return jnp.abs(x) * OUTSIDE


class Mixing(Surrogate):
    """Is not elementwise."""

    def surrogate_grad(self, x):
        return jnp.abs(x) / jnp.max(jnp.abs(x))


class Unlowered(Surrogate):
    """Uses a primitive that Pallas does not lower for any device."""

    def surrogate_grad(self, x):
        return jax.lax.bessel_i1e(x)


def gradient(surrogate, x):
    return jax.grad(lambda x: surrogate(x).sum())(x)


@pytest.mark.parametrize(
    ("surrogate", "reason"), [(Surrounded(), "make it a field"), (Mixing(), "reduce_max")]
)
@pytest.mark.parametrize("platform", ["cuda", "tpu"])
def test_a_formula_that_needs_more_than_its_block_is_refused(surrogate, reason, platform):
    x = jnp.ones((4, 3))
    with (
        spikefuse.use_implementation("pallas", interpret=platform),
        pytest.raises(NotImplementedError, match=reason),
    ):
        gradient(surrogate, x)


@pytest.mark.parametrize("surrogate", [Surrounded(), Mixing()])
def test_and_the_next_name_runs_it(surrogate):
    x = jnp.linspace(-1.0, 1.0, 12).reshape(4, 3)
    with spikefuse.use_implementation(["pallas", "xla"], interpret="cuda"):
        np.testing.assert_array_equal(gradient(surrogate, x), surrogate.surrogate_grad(x))


@pytest.mark.parametrize("platform", ["cuda", "tpu"])
def test_a_primitive_without_a_lowering_goes_to_xla_or_says_so(platform):
    operand = jax.ShapeDtypeStruct((8, 128), jnp.float32)
    compiled_for(platform, lambda x: gradient(Unlowered(), x), operand)
    with (
        spikefuse.use_implementation("pallas"),
        pytest.raises(NotImplementedError, match="bessel_i1e"),
    ):
        compiled_for(platform, lambda x: gradient(Unlowered(), x), operand)
