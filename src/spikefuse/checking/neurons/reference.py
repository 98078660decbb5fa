"""The reference: a loop over a neuron's own step in float64, differentiated by JAX."""

import dataclasses
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from ...kernels.dispatch import use_implementation
from ...neuron import ILIF
from ..quick import quickly_compiled
from .cases import Case
from .drives import SHAPE, Drive

__all__ = ["Reference", "referee"]


@dataclasses.dataclass(frozen=True)
class Reference:
    """What a program is compared with, in float64.

    Attributes
    ----------
    spikes : array of shape [T, ...]
        What each step puts out.
    state, trace : trees of arrays
        The last state, and those after each step.
    distance : array of shape [T, ...]
        From the threshold, which decides on each spike; infinite where nothing does.
    gradients : tuple
        Those of parameters, by name and one a neuron, of the current, and of the initial state.
    """

    spikes: np.ndarray
    state: Any
    trace: Any
    distance: np.ndarray
    gradients: tuple[dict[str, np.ndarray], np.ndarray, Any]


def referee(case: Case, *, rounded: bool = False) -> Callable[[Drive], Reference]:
    """Return a function from operands to the reference, compiled once, for the CPU.

    Parameters
    ----------
    case : Case
        Whose neuron it is.
    rounded : bool
        Whether the derivative of each step is taken where the values that a backward pass may keep
        are rounded to bfloat16. All but the gradients are as without it.
    """

    def evaluate(parameters: Any, current: Any, state: Any, cotangents: Any) -> Any:
        def run(parameters: Any, current: Any, state: Any) -> Any:
            neuron = case.make(parameters)

            def body(carry: Any, x: Any) -> Any:
                carry, spike = _step(case, neuron, carry, x, rounded)
                return carry, (spike, carry[0])

            (last, _), (spikes, trace) = lax.scan(body, (state, state), current)
            return spikes, last, trace

        returned, pull = jax.vjp(run, parameters, current, state)
        trace = returned[-1]
        before = jax.tree.map(lambda x, xs: jnp.concatenate([x[None], xs[:-1]]), state, trace)
        return *returned, _distance(case, parameters, before, current), pull(cotangents)

    compiled = quickly_compiled(evaluate)

    def reference(drive: Drive) -> Reference:
        operands = (
            {name: np.broadcast_to(x, SHAPE) for name, x in drive.parameters.items()},
            drive.current,
            drive.state,
            drive.cotangents,
        )
        wide = jax.tree.map(lambda x: np.asarray(x, np.float64), operands)
        with (
            jax.enable_x64(True),
            jax.default_device(jax.devices("cpu")[0]),
            use_implementation("xla"),
        ):
            return Reference(*jax.tree.map(np.asarray, compiled(*wide)))

    return reference


def _step(case: Case, neuron: Any, carry: Any, x: Any, rounded: bool) -> Any:
    """Return the next state, the same from rounded values, and the spike."""
    state, rough_state = carry
    if not rounded:
        state, spike = neuron.step(state, x)
        return (state, rough_state), spike
    inner = _taken_at(lambda state: neuron.charge(state, x), state, rough_state)
    rough = _rounded(case, neuron, inner)
    following, spike = _taken_at(neuron.fire, inner, rough)
    return (following, lax.stop_gradient(neuron.fire(rough)[0])), spike


def _taken_at(function: Any, exact: Any, rough: Any) -> Any:
    """Return a function's value at one point, with its derivative at another one nearby."""
    moved = jax.tree.map(lambda x, y: x + lax.stop_gradient(y - x), exact, rough)
    return jax.tree.map(
        lambda value, nearby: nearby + lax.stop_gradient(value - nearby),
        function(exact),
        function(moved),
    )


def _rounded(case: Case, neuron: Any, inner: Any) -> Any:
    """Return inner values as bfloat16, except where the step would then spike otherwise."""
    inner = lax.stop_gradient(inner)
    rough = jax.tree.map(lambda x: lax.reduce_precision(x, 8, 7), inner)
    if not case.spikes:
        return rough
    alike = neuron.fire(rough)[1] == neuron.fire(inner)[1]
    return jax.tree.map(lambda x, y: jnp.where(alike, x, y), rough, inner)


def _distance(case: Case, parameters: Any, before: Any, current: Any) -> Any:
    if not case.spikes:
        return jnp.full_like(current, jnp.inf)
    neuron: Any = case.make(parameters)
    if isinstance(neuron, ILIF):
        return jax.vmap(lambda state, x: neuron.distance(neuron.charge(state, x)))(before, current)

    def distance(state: Any, x: Any) -> Any:
        inner = neuron.charge(state, x)
        # A neuron whose spike is the distance itself.
        return neuron.replace(surrogate=lambda distance: distance).fire(inner)[1]

    return jax.vmap(distance)(before, current)
