"""The pass over the current as a Triton kernel, and the states that a pass back begins from."""

from collections.abc import Callable, Sequence

import jax

from ..triton import Kernel
from ..triton.source import indented
from . import triton_parts
from .plan import Forward, Linear, pick
from .triton_text import GROUP, Text, rows
from .triton_text import kernel as finished

__all__ = ["are_numbers", "checkpoints", "chunk", "kernel"]

CHUNKS = (12, 8)
"""Steps between two states from which the others are computed again, in registers: for a neuron
with one array of state, and for one with more."""

Like = jax.ShapeDtypeStruct


def kernel(plan: Forward, operands: Sequence[Like], shape: tuple[int, ...]) -> Kernel:
    """Return the kernel that runs a step over time."""
    names = triton_parts.called(plan.step)
    text = Text(shape, plan.dtype)
    current, _, parameters = plan.split(operands)
    part = triton_parts.forward(plan, are_numbers(parameters))
    written = part.outputs[plan.step.states :]

    def steps(count: int) -> list[str]:
        lines = _loads(text, names.current, current, count)
        for i, row in enumerate(rows(count)):
            given = {name: name for name in part.inputs} | {names.current: f"{names.current}{i}"}
            lines += part.call(given, [*names.state, *written], part.outputs[: plan.step.states])
            lines += [text.store(name, name, row) for name in written]
        return lines

    finals = pick(names.state, plan.final)
    spikes = int(plan.results[0])
    lines = [
        *_start(text, names, operands[1:]),
        *over_time(current.shape[0], GROUP, steps),
        *(text.store(f"final_{name}", name) for name in finals),
    ]
    return finished(
        "spikefuse_recurrence_forward",
        text,
        [part],
        [names.current, *names.state, *names.parameters],
        [*written[:spikes], *(f"final_{name}" for name in finals), *written[spikes:]],
        current.shape[0] // GROUP,
        lines,
    )


def checkpoints(plan: Linear, operands: Sequence[Like], shape: tuple[int, ...]) -> Kernel:
    """Return the kernel that writes the state before each chunk of steps."""
    names = triton_parts.called(plan.step)
    text = Text(shape, plan.dtype)
    given = operands[sum(plan.outputs) :]
    current, parameters = given[0], given[1 + plan.step.states :]
    part = triton_parts.advance(plan.step, plan.dtype, are_numbers(parameters))
    size = chunk(plan)

    def steps(count: int) -> list[str]:
        lines = _loads(text, names.current, current, count)
        lines += [text.store(f"checkpoint_{x}", x, "checkpoint") for x in names.state]
        for i in range(count):
            arguments = {x: x for x in part.inputs} | {names.current: f"{names.current}{i}"}
            lines += part.call(arguments, names.state, part.outputs)
        return lines

    lines = _start(text, names, given[1:])
    lines += over_time(
        plan.length, size, steps, ["checkpoint = tl.cast(group, tl.int64) * NEURONS"]
    )
    return finished(
        "spikefuse_recurrence_checkpoints",
        text,
        [part],
        [
            *(f"cotangent{i}" for i in range(sum(plan.outputs))),
            names.current,
            *names.state,
            *names.parameters,
        ],
        [f"checkpoint_{x}" for x in names.state],
        plan.length // size,
        lines,
    )


def chunk(plan: Linear) -> int:
    """Return how many steps there are between two checkpoints."""
    return CHUNKS[min(plan.step.states, len(CHUNKS)) - 1]


def over_time(
    length: int, size: int, steps: Callable[[int], list[str]], each: Sequence[str] = ()
) -> list[str]:
    """Return the groups of steps from the first to the last, which may be smaller."""
    at = ["row = tl.cast(group, tl.int64) * " + f"({size} * NEURONS)", *each]
    lines = []
    if length >= size:
        lines += ["for group in range(groups):", *indented([*at, *steps(size)])]
    if length % size:
        lines += ["group = groups", *at, *steps(length % size)]
    return lines


def _start(text: Text, names: triton_parts.Called, operands: Sequence[Like]) -> list[str]:
    states = len(names.state)
    lines = [
        text.parameter(*each) for each in zip(names.parameters, operands[states:], strict=True)
    ]
    pairs = zip(names.state, operands[:states], strict=True)
    return lines + [f"{name} = {text.load(name, x)}" for name, x in pairs]


def _loads(text: Text, name: str, array: Like, count: int) -> list[str]:
    return [f"{name}{i} = {text.load(name, array, row)}" for i, row in enumerate(rows(count))]


def are_numbers(parameters: Sequence[Like]) -> tuple[bool, ...]:
    """Return which parameters are one number, and not a block of them."""
    return tuple(x.size == 1 for x in parameters)
