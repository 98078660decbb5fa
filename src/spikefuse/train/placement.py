"""Where the arrays of a training lie: what each device of a mesh has of them."""

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from jax.sharding import Mesh, NamedSharding, PartitionSpec

from .mesh import AXES

__all__ = ["everywhere", "gathering", "place", "shardings", "spread_batch"]

_DATA, _MODEL = AXES

# The first two layers are cut by their outputs, so that a device has the neurons of its part; the
# readout, by its inputs, which are those neurons. What is not named here is on every device.
_CUT = {
    "first.weights": PartitionSpec(None, _MODEL),
    "first.bias": PartitionSpec(_MODEL),
    "second.weights": PartitionSpec(None, _MODEL),
    "second.bias": PartitionSpec(_MODEL),
    "readout.weights": PartitionSpec(_MODEL, None),
}


def shardings(tree: Any, mesh: Mesh) -> Any:
    """Return how parameters, or what an optimizer keeps of each of them, lie on a mesh.

    Parameters
    ----------
    tree : pytree of arrays
        With networks in it, at any depth.
    mesh : Mesh
        Of the axes `mesh.AXES`.
    """

    def sharding(path: Any, _: Any) -> NamedSharding:
        parameter = jax.tree_util.keystr(path[-2:], simple=True, separator=".")
        cut = _CUT.get(parameter)
        return everywhere(mesh) if cut is None else NamedSharding(mesh, cut)

    return jax.tree_util.tree_map_with_path(sharding, tree)


def place(tree: Any, mesh: Mesh) -> Any:
    """Return such a tree, which every process has whole, as it lies on a mesh."""
    return jax.tree.map(_placed, tree, shardings(tree, mesh))


def spread_batch(batch: tuple[np.ndarray, np.ndarray], mesh: Mesh) -> tuple[jax.Array, jax.Array]:
    """Return a batch's inputs and labels, with those of its part on each device."""
    inputs, labels = batch
    # Before the samples, there may be time.
    time = (None,) * (inputs.ndim - 2)
    return (
        _placed(inputs, NamedSharding(mesh, PartitionSpec(*time, _DATA))),
        _placed(labels, NamedSharding(mesh, PartitionSpec(_DATA))),
    )


def everywhere(mesh: Mesh) -> NamedSharding:
    """Return how an array lies that is whole on every device."""
    return NamedSharding(mesh, PartitionSpec())


def gathering(tree: Any, mesh: Mesh) -> Callable[[Any], Any]:
    """Return a function that makes NumPy's arrays of a tree that lies like this one on a mesh.

    It exchanges the parts, so it must be called by all processes.
    """
    gather = jax.jit(lambda tree: tree, out_shardings=everywhere(mesh)).lower(tree).compile()
    return lambda tree: jax.tree.map(np.asarray, gather(tree))


def _placed(x: Any, sharding: NamedSharding) -> jax.Array:
    whole = np.asarray(x)
    return jax.make_array_from_callback(whole.shape, sharding, lambda part: whole[part])
