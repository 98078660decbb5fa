"""The neurons of `spyx`, run by its `spyx.nn.run`.

They spike first, from the membrane that the step before left, and take up the current then. A LIF
takes the threshold from the membrane that has decayed, not from the one that decays.
"""

# A type checker that does not find the package finds this file in its place.
# pyright: reportMissingImports=false, reportAttributeAccessIssue=false

from collections.abc import Callable, Sequence
from typing import Any

import jax

from ...surrogate.catalogue import classes
from ..workloads import Elementwise, Inputs, Recurrence, Workload
from ..workloads.neurons import NEURONS, READOUT_DECAY, SURROGATES
from . import plain_neurons, scan
from .contestant import Contestant, Prepared
from .jax_neurons import JaxNeurons, Loop
from .jax_prepare import prepare
from .plain_neurons import Spike, Step, Steps

__all__ = ["CONTESTANT"]

_NAMES = {"CurrentLIF": "CuBaLIF", "IF": "IF", "LIF": "LIF"}

_ARGUMENTS = {"current_decay": "alpha", "decay": "beta"}


def _activation(surrogate: str) -> Spike:
    from spyx import axn

    # Its own surrogates have other scales; this is how it takes one from outside.
    return axn.custom(classes()[surrogate](**SURROGATES.get(surrogate, {})).surrogate_grad)


def _module(neuron: str, surrogate: str, shape: Sequence[int]) -> Any:
    from flax import nnx
    from spyx import nn

    numbers = {_ARGUMENTS[name]: value for name, value in NEURONS[neuron].parameters.items()}
    made = getattr(nn, _NAMES[neuron])
    return made(
        tuple(shape), **numbers, threshold=1.0, activation=_activation(surrogate), rngs=nnx.Rngs(0)
    )


def _loop(neuron: str, surrogate: str, residuals: str) -> Loop:
    del residuals

    def run(current: jax.Array) -> jax.Array:
        from spyx import nn

        return nn.run(_module(neuron, surrogate, current.shape[2:]), current)[0]

    return run


def _cell(neuron: str, surrogate: str) -> tuple[Callable[[Sequence[int]], Any], Step]:
    def step(state: jax.Array, current: jax.Array) -> tuple[jax.Array, jax.Array]:
        spikes, state = _module(neuron, surrogate, current.shape[1:])(current, state)
        return state, spikes

    return lambda shape: _module(neuron, surrogate, shape[1:]).initial_state(shape[0]), step


def _integrate(current: jax.Array) -> jax.Array:
    from flax import nnx
    from spyx import nn

    return nn.run(nn.LI(current.shape[2:], beta=READOUT_DECAY, rngs=nnx.Rngs(0)), current)[0]


def _lif(spike: Spike, decay: float) -> Step:
    def step(state: tuple[jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        (membrane,) = state
        spikes = spike(membrane - 1.0)
        return (decay * membrane + x - spikes,), spikes

    return step


def _if(spike: Spike) -> Step:
    return _lif(spike, 1.0)


def _current_lif(spike: Spike, current_decay: float, decay: float) -> Step:
    def step(state: tuple[jax.Array, jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        current, membrane = state
        spikes = spike(membrane - 1.0)
        current = current_decay * current + x
        return (current, decay * (membrane - spikes) + current), spikes

    return step


_STEPS: Steps = {"CurrentLIF": (2, _current_lif), "IF": (1, _if), "LIF": (1, _lif)}


def _modes(workload: Workload) -> Sequence[str]:
    if isinstance(workload, Elementwise) or workload.dtype != "float32":
        return ()
    if isinstance(workload, Recurrence):
        known = workload.neuron in _NAMES and workload.residuals == "float32"
        # It keeps a neuron's two values side by side in the last dimension, after the batch.
        fits = workload.neuron != "CurrentLIF" or len(workload.shape) > 1
        return ("",) if known and fits else ()
    return ("",)


def _prepare(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    del mode
    return prepare(workload, JaxNeurons(_activation, _loop, _cell, _integrate), inputs)


def _reference(workload: Workload, inputs: Sequence[Inputs]) -> Prepared:
    return prepare(workload, plain_neurons.neurons(scan.spike, steps=_STEPS), inputs)


CONTESTANT = Contestant(
    "spyx",
    ("spyx",),
    ("spyx", "flax"),
    _modes,
    _prepare,
    "spikes come a step later, and a LIF's reset does not decay in the step that makes it",
    _reference,
)
