"""The passes over time on a GPU: a program runs a block of neurons, with its state in registers.

Arrays are seen as ``[T, neurons]``. Steps are taken in groups whose loads come first: they do not
depend on the state, so memory is read while steps before are computed. How many groups there are
is a number in the kernel, which is as long for any T.
"""

import dataclasses
import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax
from jax.experimental import pallas as pl

from .. import compat
from ..dispatch import Task
from ..gpu_blocks import Block, chosen
from ..views import broadcast_index, merged
from .one_step import back, fired
from .plan import Axes, Forward, Linear, Point, pick, step_shape

__all__ = ["backward", "forward", "why_not"]

GROUP = 8
"""Steps whose loads are under way together."""

CHUNKS = (12, 8)
"""Steps between two states from which the others are computed again, in registers: for a neuron
with one array of state, and for one with more."""

PART = 4
"""Steps of a chunk whose cotangents are in registers at the same time."""

PROGRAMS = 264
"""How many programs there are before their blocks grow: two for each multiprocessor of an H200."""

BLOCKS = (128, 512)
"""The fewest and the most neurons of a program; the most are 16 bytes a thread and load."""

WARPS = 4

LARGEST = 2**31
"""Fewer elements than this are indexed with 32 bits."""

Read = Callable[..., jax.Array]


def why_not(task: Task) -> str | None:
    """Return why the task is too large for the kernels, if it is."""
    largest = max((*task.operands, *task.results), key=lambda x: math.prod(x.shape))
    if math.prod(largest.shape) < LARGEST:
        return None
    return (
        f"indexes with 32 bits, and an array of shape {largest.shape} has 2^31 elements or more; "
        "cut the sequence into chunks with state=, or use 'xla'"
    )


def forward(task: Task, operands: Sequence[jax.Array], plan: Forward) -> list[jax.Array]:
    """Run a step over time."""
    length = operands[0].shape[0]

    def kernel(reads: list[Read], writes: list[Callable[..., None]]) -> None:
        current, initial, parameters = plan.split(reads)
        values = [read() for read in parameters]
        spikes, finals = int(plan.results[0]), sum(plan.final)
        rows = [*writes[:spikes], *writes[spikes + finals :]]

        def steps(group: Any, count: int, state: Any) -> Any:
            start = group * GROUP
            currents = [current(start + i).astype(plan.dtype) for i in range(count)]
            for i, x in enumerate(currents):
                inner = plan.step.charge(state, x, values)
                state, written = fired(plan, inner, values)
                for write, value in zip(rows, written, strict=True):
                    write(value, start + i)
            return state

        last = _in_order(length, GROUP, steps, [read() for read in initial])
        ends = writes[spikes : spikes + finals]
        for write, value in zip(ends, pick(last, plan.final), strict=True):
            write(value)

    axes = plan.operand_axes(len(operands))
    results = [
        _Result(*each, length) for each in zip(plan.result_axes, plan.result_dtypes, strict=True)
    ]
    return _call(task, kernel, operands, axes, results, operands[0].shape[1:], "forward")


def backward(task: Task, operands: Sequence[jax.Array], plan: Linear) -> list[jax.Array]:
    """Run the transposed derivative of a step over time, from the last step to the first."""
    axes = plan.transpose_axes
    shape = step_shape(axes, operands)
    if plan.recompute:
        _, point = plan.cotangents_and_point(operands)
        checkpoints = _checkpoints(task, point, plan, shape)
        operands, axes = [*operands, *checkpoints], [*axes, *[Axes.TIME] * len(checkpoints)]
    given = len(operands) - plan.recompute * plan.step.states

    def kernel(reads: list[Read], writes: list[Callable[..., None]]) -> None:
        cotangents, point = plan.cotangents_and_point(reads[:given])
        block = _block(shape).size
        zero = jnp.zeros((block,), plan.dtype)
        values = [
            jnp.broadcast_to(read(), (block,)) if want else read()
            for read, want in zip(point.parameters, plan.wanted, strict=True)
        ]

        def rows(read: Read | None, start: Any, count: int) -> list[jax.Array]:
            if read is None:
                return [zero] * count
            return [read(start + i).astype(plan.dtype) for i in range(count)]

        def steps(group: Any, count: int, carry: Any) -> Any:
            start = group * size
            currents = rows(point.current, start, count)
            if not plan.recompute:
                inner, before = _kept(plan, point, rows, start, currents, values)
                return swept(start, inner, before, currents, carry)
            states = _states(plan, [read(group) for read in reads[given:]], currents, values)
            for first in reversed(range(0, count, PART)):
                before = states[first : first + PART]
                # Read again, from a cache: neither they nor inner values stay in registers.
                currents = rows(point.current, start + first, len(before))
                inner = [
                    plan.step.charge(*each, values) for each in zip(before, currents, strict=True)
                ]
                carry = swept(start + first, inner, before, currents, carry)
            return carry

        def swept(start: Any, inner: Any, before: Any, currents: Any, carry: Any) -> Any:
            state_cotangent, sums = carry
            count = len(inner)
            of_spikes = rows(cotangents.spikes, start, count)
            of_trace = [rows(read, start, count) for read in cotangents.trace]
            for i in reversed(range(count)):
                state_cotangent = [
                    one + other[i] for one, other in zip(state_cotangent, of_trace, strict=True)
                ]
                to_current, state_cotangent, parts = back(
                    plan, inner[i], before[i], currents[i], values, (state_cotangent, of_spikes[i])
                )
                sums = [one + other for one, other in zip(sums, parts, strict=True)]
                if plan.inputs[0]:
                    writes[0](to_current.astype(plan.current_dtype), start + i)
            return state_cotangent, sums

        start = [zero if read is None else read() for read in cotangents.final]
        sums = [zero] * sum(plan.wanted)
        state_cotangent, sums = _in_reverse(plan.length, size, steps, (start, sums))
        states = pick(state_cotangent, plan.inputs[1 : 1 + plan.step.states])
        for write, value in zip(writes[plan.inputs[0] :], [*states, *sums], strict=True):
            write(value)

    size = _chunk(plan) if plan.recompute else GROUP
    results = [
        _Result(*each, plan.length) for each in zip(plan.input_axes, plan.input_dtypes, strict=True)
    ]
    return _call(task, kernel, operands, axes, results, shape, "backward")


def _checkpoints(task: Task, point: Point, plan: Linear, shape: tuple[int, ...]) -> list[jax.Array]:
    """Return the state before each chunk of steps."""
    states, chunk = plan.step.states, _chunk(plan)
    operands = [point.current, *(point.initial or []), *point.parameters]

    def kernel(reads: list[Read], writes: list[Callable[..., None]]) -> None:
        current, initial, parameters = reads[0], reads[1 : 1 + states], reads[1 + states :]
        values = [read() for read in parameters]

        def steps(group: Any, count: int, state: Any) -> Any:
            start = group * chunk
            currents = [current(start + i).astype(plan.dtype) for i in range(count)]
            for write, value in zip(writes, state, strict=True):
                write(value, group)
            for x in currents:
                state, _ = plan.step.fire(plan.step.charge(state, x, values), values)
                state = list(state)
            return state

        _in_order(plan.length, chunk, steps, [read() for read in initial])

    axes = [Axes.TIME, *[Axes.STEP] * states, *[Axes.PARAMETER] * len(point.parameters)]
    results = [_Result(Axes.TIME, plan.dtype, pl.cdiv(plan.length, chunk))] * states
    return _call(task, kernel, operands, axes, results, shape, "checkpoints")


def _chunk(plan: Linear) -> int:
    return CHUNKS[min(plan.step.states, len(CHUNKS)) - 1]


def _states(plan: Linear, state: Any, currents: Any, parameters: Any) -> list[Any]:
    """Return the states before some steps, from the first of them."""
    states = [state]
    for x in currents[:-1]:
        state, _ = plan.step.fire(plan.step.charge(state, x, parameters), parameters)
        states.append(state)
    return states


def _kept(
    plan: Linear, point: Point, rows: Any, start: Any, currents: Any, parameters: Any
) -> tuple[Any, Any]:
    """Return the same from what was kept."""
    step, count = plan.step, len(currents)

    def inner_of(first: Any, some: Any) -> list[list[jax.Array]]:
        kept = [rows(read, first, len(some)) for read in point.kept]
        return [
            [x if same else own[i] for own, same in zip(kept, step.is_current, strict=True)]
            for i, x in enumerate(some)
        ]

    inner = inner_of(start, currents)
    if point.initial is None:
        return inner, [[jnp.zeros_like(currents[0])] * step.states] * count
    edge = jnp.maximum(start - 1, 0)
    fired_before = inner_of(edge, rows(point.current, edge, 1)) + inner[:-1]
    before = [list(step.fire(each, parameters)[0]) for each in fired_before]
    before[0] = [
        jnp.where(start == 0, read(), x) for read, x in zip(point.initial, before[0], strict=True)
    ]
    return inner, before


def _in_order(length: int, size: int, steps: Callable[..., Any], carry: Any) -> Any:
    """Run groups of steps from the first to the last, which may be smaller."""
    whole, rest = divmod(length, size)
    carry = lax.fori_loop(0, whole, lambda group, carry: steps(group, size, carry), carry)
    return steps(whole, rest, carry) if rest else carry


def _in_reverse(length: int, size: int, steps: Callable[..., Any], carry: Any) -> Any:
    """Run the same groups from the last to the first."""
    whole, rest = divmod(length, size)
    carry = steps(whole, rest, carry) if rest else carry
    return lax.fori_loop(
        0, whole, lambda group, carry: steps(whole - 1 - group, size, carry), carry
    )


# Blocks of neurons.


@dataclasses.dataclass(frozen=True)
class _Result:
    axes: Axes
    dtype: Any
    length: int


def _block(shape: tuple[int, ...]) -> Block:
    fewest, most = BLOCKS
    even = pl.next_power_of_2(pl.cdiv(math.prod(shape), PROGRAMS))
    return chosen() or Block(min(max(even, fewest), most), WARPS)


def _call(
    task: Task,
    kernel: Callable[[list[Read], list[Callable[..., None]]], None],
    operands: Sequence[jax.Array],
    axes: Sequence[Axes],
    results: Sequence[_Result],
    shape: tuple[int, ...],
    name: str,
) -> list[jax.Array]:
    """Run a kernel of functions that read and write a step, or what has no time, of a block."""
    from jax.experimental.pallas import triton

    own = _block(shape)
    count, block = math.prod(shape), own.size
    like = [jax.ShapeDtypeStruct(x.shape, x.dtype) for x in operands]
    parameters = [x for x, each in zip(like, axes, strict=True) if each is Axes.PARAMETER]
    layout = merged(shape, [jax.ShapeDtypeStruct(shape, jnp.float32), *parameters], keep=0)

    def body(*references: Any) -> None:
        program = pl.program_id(0)
        lane = lax.iota(jnp.int32, block)
        mask = None if count % block == 0 else program * block + lane < count

        def reader(reference: Any, operand: Any, each: Axes) -> Read:
            if each is Axes.PARAMETER and operand.size == 1:
                return lambda: reference[0]
            if each is Axes.PARAMETER and operand.size != count:
                index = broadcast_index(layout, operand, block, program)
                return functools.partial(load, reference, index)
            if each is Axes.TIME:
                return lambda t: load(reference, (jnp.int32(t), slice(None)))
            return functools.partial(load, reference, slice(None))

        def load(reference: Any, index: Any) -> jax.Array:
            other = None if mask is None else jnp.zeros((), reference.dtype)
            return triton.load(reference.at[index], mask=mask, other=other)

        def writer(reference: Any) -> Callable[..., None]:
            def write(value: jax.Array, t: Any = None) -> None:
                index = slice(None) if t is None else (jnp.int32(t), slice(None))
                stored = jnp.broadcast_to(value, (block,)).astype(reference.dtype)
                triton.store(reference.at[index], stored, mask=mask)

            return write

        sources, targets = references[: len(operands)], references[len(operands) :]
        reads = [reader(*each) for each in zip(sources, like, axes, strict=True)]
        kernel(reads, [writer(target) for target in targets])

    def spec(view: tuple[int, ...]) -> pl.BlockSpec:
        if len(view) == 2:
            return pl.BlockSpec((view[0], block), lambda program: (0, program))
        if view == (count,):
            return pl.BlockSpec((block,), lambda program: (program,))
        return pl.BlockSpec(view, lambda _: (0,))

    seen = [
        (x.shape[0], count) if each is Axes.TIME else (x.size,)
        for x, each in zip(operands, axes, strict=True)
    ]
    made = [(x.length, count) if x.axes is Axes.TIME else (count,) for x in results]
    stored = [jnp.dtype("int8") if x.dtype == jnp.bool else x.dtype for x in results]
    returned = pl.pallas_call(
        body,
        out_shape=[compat.local_shape(*each) for each in zip(made, stored, strict=True)],
        grid=(pl.cdiv(count, block),),
        in_specs=[spec(view) for view in seen],
        out_specs=[spec(view) for view in made],
        compiler_params=triton.CompilerParams(num_warps=own.warps, num_stages=1),
        interpret=task.interpret,
        name=f"spikefuse_recurrence_{name}",
    )(*(x.reshape(view) for x, view in zip(operands, seen, strict=True)))
    return [
        x.reshape((each.length, *shape) if each.axes is Axes.TIME else shape).astype(each.dtype)
        for x, each in zip(returned, results, strict=True)
    ]
