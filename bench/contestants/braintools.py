"""The surrogates of `braintools`, in a `jax.lax.scan`: it has no neurons of its own."""

# A type checker that does not find the package finds this file in its place.
# pyright: reportMissingImports=false, reportAttributeAccessIssue=false

from collections.abc import Callable, Sequence

import jax

from ..workloads import Elementwise, Inputs, Workload
from ..workloads.neurons import SURROGATES
from . import plain_neurons, scan
from .contestant import Contestant, Prepared
from .jax_prepare import prepare

__all__ = ["CONTESTANT"]


def _spike(name: str) -> Callable[[jax.Array], jax.Array]:
    from braintools import surrogate

    return getattr(surrogate, name)(**SURROGATES.get(name, {}))


def _modes(workload: Workload) -> Sequence[str]:
    from braintools import surrogate

    is_unknown = isinstance(workload, Elementwise) and not hasattr(surrogate, workload.surrogate)
    return () if is_unknown else scan.modes(workload)


def _prepare(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    unroll = int(mode.removeprefix("unroll=") or 1)
    return prepare(workload, plain_neurons.neurons(_spike, unroll), inputs)


CONTESTANT = Contestant("braintools", ("braintools.surrogate",), ("braintools",), _modes, _prepare)
