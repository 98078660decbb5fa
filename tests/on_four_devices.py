"""What `test_train_mesh.py` runs in a process of its own, which has four devices."""

import dataclasses
import re
import shutil
import sys
from pathlib import Path

import jax
import numpy as np
from runs import losses, train

from spikefuse.surrogate import Sigmoid
from spikefuse.train import batches, neurons, placement, training
from spikefuse.train.datasets.digits import load
from spikefuse.train.mesh import MeshShape, made
from spikefuse.train.settings import Settings

SETTINGS = Settings(time_steps=4, batch_size=96)

# Two steps of the optimizer an epoch: few, since a difference in rounding can flip a spike that
# is at its threshold, and what follows then differs by more than that.
FEW = ("--epochs", "4", "--time-steps", "4", "--batch-size", "480")

NEURON = neurons.made("LIF", Sigmoid())

DIGITS = load(0)


def exchanges(program):
    """Return what devices exchange, as XLA's operations and the shapes of what they give."""
    pattern = (
        r"= (.+?) (all-reduce|all-gather|all-to-all|collective-permute|reduce-scatter)(?:-start)?\("
    )
    return [(kind, shape) for shape, kind in re.findall(pattern, program.as_text())]


def check_exchanges(shape, programs):
    """Parameters and batches stay where they are: nothing is gathered but the spikes of a layer."""
    found = exchanges(programs.step)
    kinds = [kind for kind, _ in found]
    if shape.model == 1:
        # One for all gradients and the loss, together or apart.
        leaves = len(jax.tree.leaves(programs.start[0])) + 1
        assert set(kinds) == {"all-reduce"}, found
        assert len(kinds) <= leaves, found
    else:
        spikes = f"f32[{SETTINGS.time_steps},{SETTINGS.batch_size // shape.data},128]"
        gathered = {made for kind, made in found if kind != "all-reduce"}
        assert {made.partition("{")[0] for made in gathered} == {spikes}, found


def check_places(shape, programs):
    """Each device has its part of the parameters, and of what Adam keeps of them."""
    part = 128 // shape.model
    network, state = programs.start
    for tree in (network, state[0].mu, state[0].nu):
        shapes = [leaf.addressable_shards[0].data.shape for leaf in jax.tree.leaves(tree)]
        assert shapes == [(64, part), (part,), (128, part), (part,), (part, 10), (10,)], shapes


def check_batches():
    """Each device has its samples of a batch, with all of their time steps."""
    batch = np.arange(3 * 8 * 5).reshape(3, 8, 5), np.arange(8)
    for placed, whole, shape in zip(
        placement.spread_batch(batch, made(MeshShape(data=4))),
        batch,
        ((3, 2, 5), (2,)),
        strict=True,
    ):
        assert {shard.data.shape for shard in placed.addressable_shards} == {shape}
        np.testing.assert_array_equal(placed, whole)


def check_steps(shape, single, programs):
    """A step from the same parameters gives the same loss and the same parameters."""
    mesh = made(shape)
    trained = single.start
    for indices in batches.drawn(SETTINGS, DIGITS, 1)[:5]:
        batch = batches.made(DIGITS.training, indices)
        *found, loss = programs.step(*placement.place(trained, mesh), programs.place(batch))
        *trained, expected = single.step(*trained, batch)
        trained = tuple(trained)
        np.testing.assert_allclose(loss, expected, rtol=1e-6)
        pairs = zip(*map(jax.tree.leaves, (programs.whole(tuple(found)), trained)), strict=True)
        for one, other in pairs:
            # Adam divides small gradients by their size, and with that their rounding.
            np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-3 * training.LEARNING_RATE)


def check_runs(folder):
    """Whole runs have the same losses, also when they go on from a checkpoint of another mesh."""
    one, mesh, kept = folder / "one", folder / "mesh", ("--checkpoint", str(folder / "kept"))
    assert train(one, *FEW) == 0
    assert train(mesh, *FEW, "--mesh", "model=2, data=2", *kept) == 0
    np.testing.assert_allclose(losses(mesh), losses(one), rtol=1e-6)
    shutil.rmtree(folder / "kept" / "4")
    resumed = folder / "resumed"
    assert train(resumed, *FEW, "--mesh", "data=4", *kept, "--resume") == 0
    assert losses(resumed)[:3] == losses(mesh)[:3]
    np.testing.assert_allclose(losses(resumed)[3:], losses(mesh)[3:], rtol=1e-6)


def main():
    """Check meshes of two shapes, and whole runs that leave their files in a folder."""
    check_batches()
    single = training.compiled(SETTINGS, NEURON, DIGITS)
    for shape in (MeshShape(data=4), MeshShape(2, 2)):
        programs = training.compiled(dataclasses.replace(SETTINGS, mesh=shape), NEURON, DIGITS)
        check_exchanges(shape, programs)
        check_places(shape, programs)
        check_steps(shape, single, programs)
    check_runs(Path(sys.argv[1]))
    print("all equal")


if __name__ == "__main__":
    main()
