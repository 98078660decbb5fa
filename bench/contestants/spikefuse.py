"""Our own kernels: each implementation that can run here."""

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp

from ... import neuron as neurons
from ...kernels import elementwise, recurrence
from ...kernels.dispatch import use_implementation
from ...neuron import LeakyIntegrator, Neuron
from ...surrogate import Surrogate
from ...surrogate.catalogue import classes
from ..machine import able
from ..workloads import Elementwise, EventRecurrent, Inputs, Layer, Recurrence, Workload
from ..workloads.neurons import NEURONS, READOUT_DECAY, SURROGATES
from .contestant import Contestant, Prepared
from .jax_neurons import JaxNeurons, Loop
from .jax_prepare import prepare

__all__ = ["CONTESTANT", "prepared"]


def _surrogate(name: str) -> Surrogate:
    return classes()[name](**SURROGATES.get(name, {}))


def _neuron(name: str, surrogate: str) -> Neuron:
    spec = NEURONS[name]
    made = getattr(neurons, spec.kind or name)
    options = {} if spec.resets else {"reset": "none"}
    return made(**spec.parameters, **options, surrogate=_surrogate(surrogate))


def _loop(name: str, surrogate: str, residuals: str) -> Loop:
    return lambda current: _neuron(name, surrogate)(current, residuals=residuals)[0]


def _cell(name: str, surrogate: str) -> tuple[Callable[[Sequence[int]], Any], Callable[..., Any]]:
    neuron = _neuron(name, surrogate)
    return lambda shape: neuron.init(shape, jnp.float32), neuron.step


def _integrate(current: jax.Array) -> jax.Array:
    return LeakyIntegrator(READOUT_DECAY)(current)[0]


_NEURONS = JaxNeurons(_surrogate, _loop, _cell, _integrate)


def _modes(workload: Workload) -> Sequence[str]:
    neuron = workload.neuron if isinstance(workload, Layer | Recurrence) else None
    if isinstance(workload, Elementwise) or (isinstance(workload, Layer) and neuron is None):
        return able(elementwise.KERNELS)
    resets = neuron is None or NEURONS[neuron].resets
    return [x for x in able(recurrence.KERNELS) if not (resets and x in recurrence.PARTIAL)]


def prepared(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    """Return a workload that an implementation is to run."""
    # The step of a user's own loop is elementwise, which not every implementation is written for.
    own_loop = isinstance(workload, EventRecurrent)
    with use_implementation((mode, "xla") if own_loop else mode):
        return prepare(workload, _NEURONS, inputs)


CONTESTANT = Contestant("spikefuse", (), ("spikefuse",), _modes, prepared)
