"""Which implementation runs the network."""

import contextlib
import functools

import jax
import jax.numpy as jnp

from ..kernels import recurrence
from ..kernels.dispatch import use_implementation
from ..neuron import Neuron
from .data import PIXELS
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


def picked(settings: Settings, neuron: Neuron) -> str:
    """Return the name of the implementation that runs a training step, or `MIXED`.

    Parameters
    ----------
    settings : Settings
        Their implementations are what may be picked from; they are known to run here.
    neuron : Neuron
        What the network's spiking layers consist of.
    """
    # What is picked comes to light when a program is lowered. So it is the implementation with
    # which alone the program is the same.
    program = _program(settings, neuron, settings.implementation)
    for name in recurrence.KERNELS:
        with contextlib.suppress(NotImplementedError):
            if _program(settings, neuron, (name,)) == program:
                return name
    return MIXED


def _program(settings: Settings, neuron: Neuron, names: tuple[str, ...] | None) -> str:
    network = jax.eval_shape(lambda: initial(settings.seed))
    images = jax.ShapeDtypeStruct((settings.batch_size, PIXELS), jnp.float32)
    labels = jax.ShapeDtypeStruct((settings.batch_size,), jnp.int32)
    one_loss = functools.partial(loss, neuron=neuron, time_steps=settings.time_steps)
    with asked_for(names):
        return jax.jit(jax.grad(one_loss)).lower(network, images, labels).as_text()
