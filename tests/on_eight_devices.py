"""What `test_sharding.py` runs in a process of its own, which has eight devices."""

import re
import sys

import jax
import jax.numpy as jnp
import numpy as np
from conftest import LOOPS
from jax.sharding import AxisType, NamedSharding, PartitionSpec

import spikefuse
from spikefuse.neuron import AdaptiveLIF
from spikefuse.surrogate import Arctan

SHAPE = (9, 8, 16)

RANDOM = np.random.default_rng(0)

OPERANDS = {
    "current": RANDOM.normal(0.3, 0.6, SHAPE),
    "membrane": RANDOM.normal(0.0, 0.3, SHAPE[1:]),
    "decay": RANDOM.uniform(0.5, 0.9, SHAPE[2:]),
    "threshold": RANDOM.uniform(0.8, 1.2, (8, 1)),
    "alpha": np.array(1.5),
    "weights": RANDOM.normal(size=SHAPE),
}

CUT = {
    "current": (None, "data", "model"),
    "membrane": ("data", "model"),
    "decay": ("model",),
    "threshold": ("data", None),
    "alpha": (),
    "weights": (None, "data", "model"),
}


def loss(operands, residuals):
    """Return a number that everything has a gradient of, through a neuron and a surrogate."""
    spike = Arctan(operands["alpha"], learnable=True)
    neuron = AdaptiveLIF(
        operands["decay"], 0.9, 0.2, threshold=operands["threshold"], surrogate=spike
    )
    state = neuron.init(SHAPE[1:], jnp.float32)._replace(membrane=operands["membrane"])
    spikes, state = neuron(operands["current"], state=state, residuals=residuals)
    late = spike(state.membrane - 0.2)
    return jnp.sum(spikes * operands["weights"]) + jnp.sum(state.adaptation**2) + jnp.sum(late)


def exchanges(program):
    """Return how often devices exchange something, by kind."""
    kinds = re.findall(
        r" (all-reduce|all-gather|all-to-all|collective-permute)(?:-start)?\(", program.as_text()
    )
    return {kind: kinds.count(kind) for kind in kinds}


def check(mode, residuals):
    """Compare a program for eight devices with one for one device."""
    mesh = jax.make_mesh((4, 2), ("data", "model"), axis_types=(mode, mode))
    whole = {name: jnp.asarray(x, jnp.float32) for name, x in OPERANDS.items()}
    parts = {
        name: jax.device_put(x, NamedSharding(mesh, PartitionSpec(*CUT[name])))
        for name, x in whole.items()
    }
    function = jax.jit(jax.value_and_grad(lambda operands: loss(operands, residuals)))
    expected = function(whole)
    program = function.lower(parts).compile()
    found = program(parts)
    for one, other in zip(jax.tree.leaves(found), jax.tree.leaves(expected), strict=True):
        np.testing.assert_allclose(one, other, rtol=2e-5, atol=2e-5)
    for name in ("current", "membrane"):
        assert found[1][name].sharding.is_equivalent_to(parts[name].sharding, parts[name].ndim)
    # A sum over the mesh for the loss, and one for each gradient of what devices share.
    assert exchanges(program).keys() <= {"all-reduce"}, exchanges(program)
    assert exchanges(program)["all-reduce"] <= 1 + 3, exchanges(program)


def main():
    """Check all modes with the implementation that is named."""
    # How a mesh is used, and what is kept, know nothing of each other.
    for mode, residuals in ((AxisType.Auto, "float32"), (AxisType.Explicit, "recompute")):
        with spikefuse.use_implementation(**LOOPS[sys.argv[1]]):
            check(mode, residuals)
    print("all equal")


if __name__ == "__main__":
    main()
