"""Neurons as a careful user writes them: a step in `jax.numpy`, `jax.lax.scan`, and autodiff.

The state is float32 whatever the current is. A surrogate is a function that has a derivative of its
own.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax

from ..workloads.neurons import NEURONS, READOUT_DECAY
from .jax_neurons import JaxNeurons, Loop

__all__ = ["Spike", "Step", "Steps", "neurons"]

Spike = Callable[[jax.Array], jax.Array]

Step = Callable[..., tuple[Any, jax.Array]]

Steps = Mapping[str, tuple[int, Callable[..., Step]]]
"""For each neuron, of how many arrays a state consists, and what makes its step of a surrogate."""


def neurons(
    spike: Callable[[str], Spike], unroll: int = 1, steps: Steps | None = None
) -> JaxNeurons:
    """Return neurons around surrogates.

    Parameters
    ----------
    spike : callable
        From a surrogate's name to the function from an array to spikes.
    unroll : int
        Steps in an iteration of the loop.
    steps : mapping, optional
        What the neurons are, where they are not those of the workloads.
    """
    known = _STEPS if steps is None else steps

    def cell(neuron: str, surrogate: str) -> tuple[Callable[[Sequence[int]], Any], Step]:
        states, step = known[neuron]
        made = step(spike(surrogate), **NEURONS[neuron].parameters)

        def in_float32(state: Any, x: jax.Array) -> tuple[Any, jax.Array]:
            state, spikes = made(state, x.astype(jnp.float32))
            return state, spikes.astype(x.dtype)

        return lambda shape: (jnp.zeros(shape, jnp.float32),) * states, in_float32

    def loop(neuron: str, surrogate: str, residuals: str) -> Loop:
        rest, step = cell(neuron, surrogate)
        if residuals == "recompute":
            step = jax.checkpoint(step)
        return lambda current: lax.scan(step, rest(current.shape[1:]), current, unroll=unroll)[1]

    def integrate(current: jax.Array) -> jax.Array:
        def step(membrane: jax.Array, x: jax.Array) -> tuple[jax.Array, jax.Array]:
            membrane = READOUT_DECAY * membrane + x
            return membrane, membrane

        return lax.scan(step, jnp.zeros(current.shape[1:], jnp.float32), current, unroll=unroll)[1]

    return JaxNeurons(spike, loop, cell, integrate)


def _lif(spike: Spike, decay: float) -> Step:
    def step(state: tuple[jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        membrane = decay * state[0] + x
        spikes = spike(membrane - 1.0)
        return (membrane - spikes,), spikes

    return step


def _lif_without_reset(spike: Spike, decay: float) -> Step:
    def step(state: tuple[jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        membrane = decay * state[0] + x
        return (membrane,), spike(membrane - 1.0)

    return step


def _if(spike: Spike) -> Step:
    def step(state: tuple[jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        membrane = state[0] + x
        spikes = spike(membrane - 1.0)
        return (membrane - spikes,), spikes

    return step


def _current_lif(spike: Spike, current_decay: float, decay: float) -> Step:
    def step(state: tuple[jax.Array, jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        current, membrane = state
        current = current_decay * current + x
        membrane = decay * membrane + current
        spikes = spike(membrane - 1.0)
        return (current, membrane - spikes), spikes

    return step


def _adaptive_lif(
    spike: Spike, decay: float, adaptation_decay: float, adaptation_gain: float
) -> Step:
    def step(state: tuple[jax.Array, jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        membrane, adaptation = state
        membrane = decay * membrane + x
        spikes = spike(membrane - (1.0 + adaptation))
        adaptation = adaptation_decay * adaptation + adaptation_gain * spikes
        return (membrane - spikes, adaptation), spikes

    return step


_STEPS: Steps = {
    "AdaptiveLIF": (2, _adaptive_lif),
    "CurrentLIF": (2, _current_lif),
    "IF": (1, _if),
    "LIF": (1, _lif),
    "LIFWithoutReset": (1, _lif_without_reset),
}
