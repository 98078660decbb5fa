"""A neuron's step with its surrogate cut out: what is compiled is one of each, not each pair.

The slope of the surrogate is an operand of the derivative, and what reaches the spike is a result.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp

from ..recurrence.derivative import to_inner, to_state
from ..recurrence.step import Arrays

__all__ = ["CUTS", "CutStep"]

CUTS = ("slope", "spike", "edge")
"""The slope of the spike, the spike itself, and the least distance at which there is one."""

_SCALAR = jax.ShapeDtypeStruct((), jnp.float32)


@jax.custom_jvp
def _spike(distance: jax.Array, slope: jax.Array, spike: jax.Array, edge: jax.Array) -> jax.Array:
    del slope, spike
    return (distance >= edge).astype(distance.dtype)


@_spike.defjvp
def _spike_jvp(primals: Any, tangents: Any) -> tuple[jax.Array, jax.Array]:
    return _spike(*primals), primals[1] * tangents[0] + tangents[2]


@dataclasses.dataclass(frozen=True)
class CutStep:
    """A step of arrays, whose last parameters are `CUTS`: what its surrogate is, for it.

    The derivative to the spike is what reaches it.

    Attributes
    ----------
    make : callable
        From parameters and a surrogate to the neuron.
    parameters : tuple of str
        The names of the neuron's own.
    """

    make: Callable[..., Any]
    parameters: tuple[str, ...]

    @property
    def structure(self) -> Any:
        """The structure of a state."""

        def init(*parameters: jax.Array) -> Any:
            return self._neuron(parameters, []).init((), jnp.float32)

        return jax.tree.structure(jax.eval_shape(init, *self._scalars))

    @property
    def states(self) -> int:
        """How many arrays a state has."""
        return self.structure.num_leaves

    @property
    def is_current(self) -> tuple[bool, ...]:
        """For each inner value, that it is not the current."""
        state = [_SCALAR] * self.states
        inner = jax.eval_shape(self.charge, state, _SCALAR, self._scalars)
        return (False,) * len(inner)

    def charge(self, state: Arrays, current: jax.Array, parameters: Arrays) -> list[jax.Array]:
        """Return the inner values."""
        neuron = self._neuron(parameters, [])
        return jax.tree.leaves(neuron.charge(jax.tree.unflatten(self.structure, state), current))

    def fire(self, inner: Arrays, parameters: Arrays) -> tuple[list[jax.Array], jax.Array]:
        """Return the next state and the output."""
        state, spike, _ = self._fired(inner, parameters)
        return state, spike

    def distance(self, inner: Arrays, parameters: Arrays) -> jax.Array | None:
        """Return what the surrogate is applied to, if it is."""
        return next(iter(self._fired(inner, parameters)[2]), None)

    def back(
        self,
        inner: Arrays,
        before: Arrays,
        current: jax.Array,
        parameters: Arrays,
        cotangents: tuple[Arrays, jax.Array],
    ) -> Mapping[str, jax.Array]:
        """Return the cotangents of current, state before, parameters, and the spike, by name."""
        wanted = [True] * len(self.parameters) + [each == "spike" for each in CUTS]
        inner_cotangent, first = to_inner(self, wanted, inner, parameters, *cotangents)
        every = [True] * (1 + self.states) + wanted
        to_current, to_before, second = to_state(
            self, every, before, current, parameters, inner_cotangent
        )
        through_spike = first[len(self.parameters) + CUTS.index("spike")]
        found = {"to_current": to_current, "through_spike": through_spike}
        found |= {f"to_state{i}": x for i, x in enumerate(to_before)}
        sums = zip(self.parameters, first, second, strict=False)
        return found | {f"to_{name}": one + other for name, one, other in sums}

    def _fired(self, inner: Arrays, parameters: Arrays) -> tuple[Any, jax.Array, list[jax.Array]]:
        charged = self._neuron(parameters, []).charge(self._blank(), jnp.zeros(()))
        distances: list[jax.Array] = []
        neuron = self._neuron(parameters, distances)
        state, spike = neuron.fire(jax.tree.unflatten(jax.tree.structure(charged), inner))
        return jax.tree.leaves(state), spike, distances

    @property
    def _scalars(self) -> list[jax.ShapeDtypeStruct]:
        return [_SCALAR] * (len(self.parameters) + len(CUTS))

    def _blank(self) -> Any:
        return jax.tree.unflatten(self.structure, [jnp.zeros(())] * self.states)

    def _neuron(self, parameters: Sequence[Any], distances: list[jax.Array]) -> Any:
        own, cuts = parameters[: -len(CUTS)], parameters[-len(CUTS) :]

        def surrogate(distance: jax.Array) -> jax.Array:
            distances.append(distance)
            return _spike(distance, *cuts)

        return self.make(**dict(zip(self.parameters, own, strict=True)), surrogate=surrogate)
