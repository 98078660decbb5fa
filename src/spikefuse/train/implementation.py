"""Which implementation runs the network."""

import contextlib
import functools

import jax
import numpy as np

from ..kernels import recurrence
from ..kernels.dispatch import use_implementation
from ..neuron import Neuron
from . import batches
from .datasets.dataset import Dataset
from .network import initial
from .settings import Settings
from .training import loss

__all__ = ["MIXED", "asked_for", "picked"]

MIXED = "a mixture"
"""The name of several implementations, each of which runs a part."""


def asked_for(names: tuple[str, ...] | None) -> contextlib.AbstractContextManager[None]:
    """Trace a block of code with some implementations; for None, with what the environment asks.

    Parameters
    ----------
    names : tuple of str, or None
        In order of preference.
    """
    return contextlib.nullcontext() if names is None else use_implementation(names)


def picked(settings: Settings, neuron: Neuron, dataset: Dataset) -> str:
    """Return the name of the implementation that runs a training step, or `MIXED`.

    Parameters
    ----------
    settings : Settings
        Their implementations are what may be picked from; they are known to run here.
    neuron : Neuron
        What the network's spiking layers consist of.
    dataset : Dataset
        What it learns from.
    """
    # What is picked comes to light when a program is lowered. So it is the implementation with
    # which alone the program is the same.
    program = _program(settings, neuron, dataset, settings.implementation)
    for name in recurrence.KERNELS:
        with contextlib.suppress(NotImplementedError):
            if _program(settings, neuron, dataset, (name,)) == program:
                return name
    return MIXED


def _program(
    settings: Settings, neuron: Neuron, dataset: Dataset, names: tuple[str, ...] | None
) -> str:
    network = jax.eval_shape(lambda: initial(settings.seed, dataset.inputs, dataset.classes))
    inputs, labels = batches.made(dataset.training, np.zeros(settings.batch_size, np.int32))
    one_loss = functools.partial(loss, neuron=neuron, time_steps=settings.time_steps)
    with asked_for(names):
        return jax.jit(jax.grad(one_loss)).lower(network, inputs, labels).as_text()
