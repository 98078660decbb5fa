"""What a Triton kernel does at a time step, as functions of blocks that it calls."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp

from ..translate import Input, Program, trace
from ..translate.names import identifiers
from ..translate.triton import EXPANSIONS, not_reached
from ..triton.source import function
from .one_step import back, fired
from .plan import Forward, Linear, pick
from .step import Step

__all__ = ["Called", "Part", "advance", "backward", "called", "forward", "state_after"]


@dataclasses.dataclass(frozen=True)
class Part:
    """A function that a kernel calls.

    Attributes
    ----------
    name : str
        Its own.
    inputs, outputs : tuple of str
        What goes in, of which it takes what it uses, and what it returns.
    program : Program
        What it computes.
    dtype : dtype
        In which.
    numbers : tuple of str
        Inputs that are numbers, and not blocks.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    program: Program
    dtype: Any
    numbers: tuple[str, ...]

    @property
    def used(self) -> tuple[str, ...]:
        """The inputs that it takes."""
        found = {x.name for x in self.program.used() if isinstance(x, Input)}
        return tuple(name for name in self.inputs if name in found)

    def lines(self) -> list[str]:
        """Return its source."""
        return function(self.name, self.used, self.program, self.outputs, self.dtype)

    def call(
        self, given: Mapping[str, str], into: Sequence[str], carried: Iterable[str]
    ) -> list[str]:
        """Return the statements that call it.

        Parameters
        ----------
        given : mapping of str to str
            The variables that are its inputs.
        into : sequence of str
            Those that its outputs go to.
        carried : iterable of str
            Outputs that must be blocks, since a loop carries them.
        """
        if not self.outputs:
            return []
        arguments = ", ".join(given[name] for name in self.used)
        lines = [f"{', '.join(into)} = {self.name}({arguments})"]
        blocks = set(self.inputs).difference(self.numbers)
        wrong = not_reached(self.program, blocks).intersection(carried)
        places = dict(zip(self.outputs, into, strict=True))
        return lines + [
            f"{places[name]} = tl.broadcast_to({places[name]}, (BLOCK,))" for name in sorted(wrong)
        ]


@dataclasses.dataclass(frozen=True)
class Called:
    """What the arrays of a step are called in the text of a kernel.

    Attributes
    ----------
    current : str
        The current.
    state, inner, parameters : tuple of str
        What a step has.
    """

    current: str
    state: tuple[str, ...]
    inner: tuple[str, ...]
    parameters: tuple[str, ...]


def called(step: Step) -> Called:
    """Return names that differ from one another, and from those that are made of them."""
    names = step.names
    state, inner = len(names.state), len(names.inner)
    found = identifiers(["current", *names.state, *names.inner, *names.parameters])
    return Called(
        found[0],
        tuple(found[1 : 1 + state]),
        tuple(found[1 + state : 1 + state + inner]),
        tuple(found[1 + state + inner :]),
    )


def forward(plan: Forward, numbers: tuple[bool, ...]) -> Part:
    """Return a step: from a state and a current to the next state, and what is written of it."""
    names = called(plan.step)
    states = plan.step.states
    trace, kept = (f"trace_{x}" for x in names.state), (f"kept_{x}" for x in names.inner)
    written = (*pick(["spikes", *trace], plan.each_step), *pick(kept, plan.kept))

    def formula(*xs: jax.Array) -> Mapping[str, jax.Array]:
        state, current, parameters = xs[:states], xs[states], xs[states + 1 :]
        following, rows = fired(plan, plan.step.charge(state, current, parameters), parameters)
        return {
            **dict(zip(_next(names.state), following, strict=True)),
            **dict(zip(written, rows, strict=True)),
        }

    outputs = (*_next(names.state), *written)
    inputs = (*names.state, names.current, *names.parameters)
    return _part("step", formula, inputs, outputs, plan.dtype, pick(names.parameters, numbers))


def advance(step: Step, dtype: Any, numbers: tuple[bool, ...]) -> Part:
    """Return a step of the state alone."""
    names = called(step)
    states = step.states

    def formula(*xs: jax.Array) -> Mapping[str, jax.Array]:
        state, current, parameters = xs[:states], xs[states], xs[states + 1 :]
        following, _ = step.fire(step.charge(state, current, parameters), parameters)
        return dict(zip(_next(names.state), following, strict=True))

    inputs = (*names.state, names.current, *names.parameters)
    outputs = _next(names.state)
    return _part("advance", formula, inputs, outputs, dtype, pick(names.parameters, numbers))


def state_after(plan: Linear, numbers: tuple[bool, ...]) -> Part:
    """Return the next state, from inner values."""
    step, names = plan.step, called(plan.step)
    available = _inner_inputs(plan, names)

    def formula(*xs: jax.Array) -> Mapping[str, jax.Array]:
        given = dict(zip(inputs, xs, strict=True))
        inner = [given.get(name, jnp.zeros((), plan.dtype)) for name in available]
        state, _ = step.fire(inner, [given[name] for name in names.parameters])
        return dict(zip(_next(names.state), state, strict=True))

    inputs = (*dict.fromkeys(name for name in available if name), *names.parameters)
    outputs = _next(names.state)
    return _part("fire", formula, inputs, outputs, plan.dtype, pick(names.parameters, numbers))


def backward(plan: Linear, numbers: tuple[bool, ...]) -> Part:
    """Return a step back: from the cotangents of a step's results to those of what went in.

    Inner values are computed again, or read, as the plan says. What a derivative does not depend
    on, and was not kept, is 0.
    """
    step, names = plan.step, called(plan.step)
    kept = _inner_inputs(plan, names)
    has_state = plan.recompute or plan.initial
    given_names = (
        *(names.state if has_state else ()),
        *([names.current] if plan.current else []),
        *([] if plan.recompute else [x for x in kept if x and x != names.current]),
        *names.parameters,
        *_to(names.state),
        *(["to_spike"] if plan.outputs[0] else []),
    )

    def formula(*xs: jax.Array) -> Mapping[str, jax.Array]:
        given = dict(zip(given_names, xs, strict=True))
        zero = jnp.zeros((), plan.dtype)

        def of(some: Iterable[str]) -> list[jax.Array]:
            return [given.get(name, zero) for name in some]

        parameters, before, current = of(names.parameters), of(names.state), of([names.current])[0]
        inner = step.charge(before, current, parameters) if plan.recompute else of(kept)
        cotangents = of(_to(names.state)), of(["to_spike"])[0]
        to_current, to_before, sums = back(plan, inner, before, current, parameters, cotangents)
        found = dict(zip(_to(names.state), to_before, strict=True))
        found |= dict(zip(_to(pick(names.parameters, plan.wanted)), sums, strict=True))
        if plan.inputs[0]:
            found["to_current"] = to_current.astype(plan.current_dtype)
        return found

    outputs = (
        *(["to_current"] if plan.inputs[0] else []),
        *_to(names.state),
        *_to(pick(names.parameters, plan.wanted)),
    )
    return _part("back", formula, given_names, outputs, plan.dtype, pick(names.parameters, numbers))


def _inner_inputs(plan: Linear, names: Called) -> list[str]:
    """Return under which name each inner value is read; an empty one for what was not kept."""
    found = zip(names.inner, plan.step.is_current, plan.kept, strict=True)
    current = names.current if plan.current else ""
    return [current if same else name * kept for name, same, kept in found]


def _next(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"next_{name}" for name in names)


def _to(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"to_{name}" for name in names)


def _part(
    name: str,
    formula: Callable[..., Mapping[str, jax.Array]],
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    dtype: Any,
    numbers: Iterable[str],
) -> Part:
    program = trace(formula, inputs, dtype, EXPANSIONS, fold=True)
    return Part(name, inputs, outputs, program, dtype, tuple(numbers))
