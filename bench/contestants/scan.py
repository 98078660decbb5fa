"""Plain `jax.lax.scan` with autodiff, as a careful user writes it."""

from collections.abc import Sequence
from typing import Any

import jax

from ...surrogate.catalogue import classes
from ..workloads import Elementwise, Inputs, Recurrence, Workload
from ..workloads.neurons import SURROGATES
from . import plain_neurons
from .contestant import Contestant, Prepared
from .jax_prepare import prepare
from .plain_neurons import Spike

__all__ = ["CONTESTANT", "UNROLLED"]

UNROLLED = {"cpu": (1,)}
"""How far loops are unrolled on each platform, where that is not 1 and 8."""


def spike(name: str) -> Spike:
    """Return a threshold with a surrogate's formula for a derivative, and no kernel."""
    return threshold(classes()[name](**SURROGATES.get(name, {})).surrogate_grad)


def threshold(gradient: Spike) -> Spike:
    """Return a threshold with a declared derivative."""

    @jax.custom_jvp
    def spikes(x: jax.Array) -> jax.Array:
        return (x >= 0).astype(x.dtype)

    @spikes.defjvp
    def _(primals: Any, tangents: Any) -> Any:
        return spikes(*primals), tangents[0] * gradient(primals[0])

    return spikes


def modes(workload: Workload) -> Sequence[str]:
    """Return how far the loop is unrolled, where there is one."""
    if isinstance(workload, Elementwise):
        return ("",)
    if isinstance(workload, Recurrence) and workload.residuals == "bfloat16":
        return ()
    return [f"unroll={unroll}" for unroll in UNROLLED.get(jax.default_backend(), (1, 8))]


def _prepare(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    unroll = int(mode.removeprefix("unroll=") or 1)
    return prepare(workload, plain_neurons.neurons(spike, unroll), inputs)


CONTESTANT = Contestant("lax.scan", (), ("jax",), modes, _prepare)
