"""A layer of neurons in each framework, behind functions that are the same for all.

A framework is asked for by name, and its tests are skipped where it is not installed.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import pytest


@dataclasses.dataclass(frozen=True)
class Framework:
    """What the tests do with a layer.

    Attributes
    ----------
    layer : callable
        From a neuron and options to a layer that begins each call at rest.
    run : callable
        From such a layer, a current and options to what it puts out, compiled.
    learnt : callable
        From such a layer to its learnt arrays, by name.
    gradients : callable
        From such a layer and a loss of it to the gradients to these, by name, compiled.
    chunks : callable
        From a neuron and pieces of a current to the spikes of all pieces, and the last state.
    """

    layer: Callable[..., Any]
    run: Callable[..., Any]
    learnt: Callable[[Any], dict[str, jax.Array]]
    gradients: Callable[..., dict[str, jax.Array]]
    chunks: Callable[..., tuple[jax.Array, Any]]


def _flax() -> Framework:
    nnx = pytest.importorskip("flax.nnx")
    from spikefuse.integrations.flax import Neurons

    def run(layer, current, **options):
        return nnx.jit(lambda layer, current: layer(current, **options))(layer, current)

    def learnt(layer):
        found = nnx.to_pure_dict(nnx.state(layer, nnx.Param))
        return found.get("learnt", {})

    def gradients(layer, loss):
        found = nnx.jit(nnx.grad(loss, argnums=nnx.DiffState(0, nnx.Param)))(layer)
        return nnx.to_pure_dict(found).get("learnt", {})

    def chunks(neuron, pieces):
        layer = Neurons(neuron)
        layer.reset(pieces[0].shape[1:])
        spikes = [run(layer, piece) for piece in pieces]
        assert layer.state is not None
        return jnp.concatenate(spikes), layer.state.get_value()

    return Framework(Neurons, run, learnt, gradients, chunks)


def _equinox() -> Framework:
    eqx: Any = pytest.importorskip("equinox")
    from spikefuse.integrations.equinox import Neurons

    def run(layer, current, **options):
        return eqx.filter_jit(lambda layer, current: layer(current, **options))(layer, current)

    def named(layer):
        leaves = jax.tree_util.tree_leaves_with_path(layer.neuron)
        return {jax.tree_util.keystr(path).lstrip("."): leaf for path, leaf in leaves}

    def learnt(layer):
        return named(eqx.filter(layer, eqx.is_inexact_array))

    def gradients(layer, loss):
        return named(eqx.filter_jit(eqx.filter_grad(loss))(layer))

    def chunks(neuron, pieces):
        layer, state = eqx.nn.make_with_state(Neurons)(neuron, pieces[0].shape[1:])
        call = eqx.filter_jit(layer)
        spikes = []
        for piece in pieces:
            spike, state = call(piece, state)
            spikes.append(spike)
        return jnp.concatenate(spikes), state.get(layer.index)

    return Framework(Neurons, run, learnt, gradients, chunks)


def _brainstate() -> Framework:
    brainstate: Any = pytest.importorskip("brainstate")
    from spikefuse.integrations.brainstate import Neurons

    def run(layer, current, **options):
        return brainstate.transform.jit(lambda current: layer(current, **options))(current)

    def learnt(layer):
        return layer.states(brainstate.ParamState)[("learnt",)].value

    def gradients(layer, loss):
        to = brainstate.transform.grad(lambda: loss(layer), layer.states(brainstate.ParamState))
        return brainstate.transform.jit(to)()[("learnt",)]

    def chunks(neuron, pieces):
        layer = Neurons(neuron, in_size=pieces[0].shape[2:])
        brainstate.nn.init_all_states(layer, batch_size=pieces[0].shape[1])
        spikes = [run(layer, piece) for piece in pieces]
        leaves = [hidden.value for hidden in layer.hidden or ()]
        structure = jax.tree.structure(neuron.init((), "float32"))
        return jnp.concatenate(spikes), jax.tree.unflatten(structure, leaves)

    return Framework(Neurons, run, learnt, gradients, chunks)


FRAMEWORKS = {"flax": _flax, "equinox": _equinox, "brainstate": _brainstate}
