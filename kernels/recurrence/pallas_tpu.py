"""The passes over time on a TPU: a block of time stays in VMEM while its steps are taken.

The next one is on its way meanwhile, and the state waits in scratch from one to the next. How
many steps there are is a number in the kernel, which is as long for any T.
"""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
from jax import lax
from jax.experimental import pallas as pl

from .. import compat
from ..dispatch import Task
from .one_step import back, fired
from .plan import Axes, Forward, Linear, Point, pick, step_shape
from .step import Arrays, Step
from .tpu_grid import Grid, Seen

__all__ = ["backward", "forward"]

References = Sequence[Any]


@dataclasses.dataclass(frozen=True)
class _Part:
    """Which block of time a program has.

    Attributes
    ----------
    is_first : bool
        Whether it is the first that is taken.
    start, count : int
        Its first step, and how many it has.
    """

    is_first: Any
    start: Any
    count: Any


def forward(task: Task, operands: Sequence[jax.Array], plan: Forward) -> list[jax.Array]:
    """Run a step over time."""
    current, _, parameters = plan.split(operands)
    axes = plan.operand_axes(len(operands))
    results = list(zip(plan.result_dtypes, plan.result_axes, strict=True))
    over_time = [current.dtype, *(dtype for dtype, each in results if each is Axes.TIME)]
    grid = Grid.of(current.shape[1:], parameters, len(current), over_time)
    spikes, finals = int(plan.results[0]), sum(plan.final)

    def kernel(part: _Part, sources: References, targets: References, states: References) -> None:
        current, initial, parameters = plan.split(sources)
        values = _read(parameters)
        rows = [*targets[:spikes], *targets[spikes + finals :]]
        pl.when(part.is_first)(lambda: _write(states, _read(initial)))

        def step(t: Any, state: Any) -> Any:
            inner = plan.step.charge(state, current[t].astype(plan.dtype), values)
            state, written = fired(plan, inner, values)
            _write(rows, written, t)
            return state

        state = lax.fori_loop(0, part.count, step, _read(states))
        _write(states, state)
        _write(targets[spikes : spikes + finals], pick(state, plan.final))

    seen = [grid.seen(x.dtype, each, x.shape) for x, each in zip(operands, axes, strict=True)]
    made = [grid.seen(*each) for each in results]
    returned = _call(task, kernel, grid, operands, seen, made, _states(grid, plan), "forward")
    return [
        x.reshape(like.shape).astype(like.dtype)
        for x, like in zip(returned, task.results, strict=True)
    ]


def backward(task: Task, operands: Sequence[jax.Array], plan: Linear) -> list[jax.Array]:
    """Run the transposed derivative of a step over time, from the last step to the first."""
    step, given = plan.step, len(operands)
    axes = plan.transpose_axes
    shape = step_shape(axes, operands)
    _, arrays = plan.cotangents_and_point(operands)
    stored = [not same for same in step.is_current]
    dtypes = [*(x.dtype for x in operands), *plan.input_dtypes]
    has_time = [each is Axes.TIME for each in (*axes, *plan.input_axes)]
    again = [plan.dtype] * (sum(stored) * plan.recompute)
    grid = Grid.of(
        shape, arrays.parameters, plan.length, [*pick(dtypes, has_time), *again], reverse=True
    )

    seen = [grid.seen(x.dtype, each, x.shape) for x, each in zip(operands, axes, strict=True)]
    if plan.recompute:
        point = [arrays.current, *(arrays.initial or []), *arrays.parameters]
        more = _checkpoints(task, grid.turned(False), point, seen[-len(point) :], plan)
        seen_more = [grid.each_block(x.dtype) for x in more]
    else:
        edges = [*arrays.kept, arrays.current] if plan.initial else []
        more = [x for x in edges if x is not None]
        seen_more = [grid.step_before(x.dtype) for x in more]

    def kernel(part: _Part, sources: References, targets: References, scratch: References) -> None:
        cotangents, point = plan.cotangents_and_point(sources[:given])
        states, others = scratch[: step.states], scratch[step.states :]
        totals, replayed = others[: sum(plan.wanted)], others[sum(plan.wanted) :]
        zero = jnp.zeros(grid.block, plan.dtype)
        values = [
            jnp.broadcast_to(x, grid.block) if want else x
            for x, want in zip(_read(point.parameters), plan.wanted, strict=True)
        ]

        def row(reference: Any, t: Any) -> jax.Array:
            return zero if reference is None else reference[t].astype(plan.dtype)

        def begin() -> None:
            _write(states, [zero if x is None else x[...] for x in cotangents.final])
            _write(totals, [zero] * len(totals))

        pl.when(part.is_first)(begin)
        find = _again if plan.recompute else _kept
        inner_at, before = find(plan, part, point, sources[given:], replayed, values, row)

        def one(i: Any, carry: Any) -> Any:
            state_cotangent, sums = carry
            t = part.count - 1 - i
            state_cotangent = [
                x if trace is None else x + row(trace, t)
                for x, trace in zip(state_cotangent, cotangents.trace, strict=True)
            ]
            to_current, state_cotangent, parts = back(
                plan,
                inner_at(t),
                before(t),
                row(point.current, t),
                values,
                (state_cotangent, row(cotangents.spikes, t)),
            )
            if plan.inputs[0]:
                _write(targets[:1], [to_current], t)
            return state_cotangent, [x + y for x, y in zip(sums, parts, strict=True)]

        ends = lax.fori_loop(0, part.count, one, (_read(states), _read(totals)))
        _write([*states, *totals], [*ends[0], *ends[1]])
        wanted = [*pick(ends[0], plan.inputs[1 : 1 + step.states]), *ends[1]]
        _write(targets[plan.inputs[0] :], wanted)

    made = [grid.seen(*each) for each in zip(plan.input_dtypes, plan.input_axes, strict=True)]
    scratch = [
        *_states(grid, plan),
        *[(grid.block, plan.dtype)] * sum(plan.wanted),
        *[((grid.steps, *grid.block), dtype) for dtype in again],
    ]
    returned = _call(
        task, kernel, grid, [*operands, *more], [*seen, *seen_more], made, scratch, "backward"
    )
    return [x.reshape(like.shape) for x, like in zip(returned, task.results, strict=True)]


def _kept(
    plan: Linear,
    part: _Part,
    point: Point,
    edges: References,
    _: References,
    values: Arrays,
    row: Callable[[Any, Any], jax.Array],
) -> tuple[Callable[[Any], Arrays], Callable[[Any], Arrays]]:
    """Return the inner values of a step, and the state before it, from what was kept."""
    step = plan.step

    def inner_of(kept: References, current: Any, t: Any) -> list[jax.Array]:
        pairs = zip(kept, step.is_current, strict=True)
        return [row(current if same else own, t) for own, same in pairs]

    def inner_at(t: Any) -> list[jax.Array]:
        return inner_of(point.kept, point.current, t)

    if point.initial is None:
        return inner_at, lambda t: [row(None, t)] * step.states
    remaining = iter(edges)
    earlier = [None if x is None else next(remaining) for x in (*point.kept, point.current)]
    state = step.fire(inner_of(earlier[:-1], earlier[-1], 0), values)[0]
    edge = [
        jnp.where(part.start == 0, start[...], x)
        for start, x in zip(point.initial, state, strict=True)
    ]
    return inner_at, _before(step, values, inner_at, edge)


def _again(
    plan: Linear,
    part: _Part,
    point: Point,
    checkpoints: References,
    scratch: References,
    values: Arrays,
    row: Callable[[Any, Any], jax.Array],
) -> tuple[Callable[[Any], Arrays], Callable[[Any], Arrays]]:
    """Return the same from the state before the block, by taking its steps again."""
    step = plan.step
    stored = [not same for same in step.is_current]
    edge = [reference[0] for reference in checkpoints]

    def replay(t: Any, state: Any) -> Any:
        inner = step.charge(state, row(point.current, t), values)
        _write(scratch, pick(inner, stored), t)
        return list(step.fire(inner, values)[0])

    def inner_at(t: Any) -> list[jax.Array]:
        remaining = iter(scratch)
        return [row(point.current if same else next(remaining), t) for same in step.is_current]

    lax.fori_loop(0, part.count, replay, edge)
    return inner_at, _before(step, values, inner_at, edge)


def _before(
    step: Step, values: Arrays, inner_at: Callable[[Any], Arrays], edge: Arrays
) -> Callable[[Any], Arrays]:
    """Return the state before a step of a block: fired by the step before, but for the first."""

    def before(t: Any) -> list[jax.Array]:
        state, _ = step.fire(inner_at(jnp.maximum(t - 1, 0)), values)
        return [jnp.where(t == 0, x, y) for x, y in zip(edge, state, strict=True)]

    return before


def _checkpoints(
    task: Task,
    grid: Grid,
    operands: Sequence[jax.Array],
    seen: Sequence[Seen],
    plan: Linear,
) -> list[jax.Array]:
    """Return the state before each block of time."""
    count = plan.step.states
    # The grid of the backward pass goes the other way.
    turned = [grid.seen(operands[0].dtype, Axes.TIME), *seen[1:]]

    def kernel(part: _Part, sources: References, targets: References, states: References) -> None:
        current, initial, parameters = sources[0], sources[1 : 1 + count], sources[1 + count :]
        values = _read(parameters)
        pl.when(part.is_first)(lambda: _write(states, _read(initial)))
        start = _read(states)
        _write(targets, start, 0)

        def step(t: Any, state: Any) -> Any:
            inner = plan.step.charge(state, current[t].astype(plan.dtype), values)
            return list(plan.step.fire(inner, values)[0])

        _write(states, lax.fori_loop(0, part.count, step, start))

    made = [grid.each_block(plan.dtype)] * count
    return _call(task, kernel, grid, operands, turned, made, _states(grid, plan), "checkpoints")


def _states(grid: Grid, plan: Forward | Linear) -> list[tuple[tuple[int, ...], Any]]:
    return [(grid.block, plan.dtype)] * plan.step.states


def _read(references: References) -> list[jax.Array]:
    return [reference[...] for reference in references]


def _write(references: References, values: Sequence[jax.Array], t: Any = None) -> None:
    for reference, value in zip(references, values, strict=True):
        reference[... if t is None else t] = value.astype(reference.dtype)


def _call(
    task: Task,
    kernel: Callable[[_Part, References, References, References], None],
    grid: Grid,
    operands: Sequence[jax.Array],
    seen: Sequence[Seen],
    made: Sequence[Seen],
    scratch: Sequence[tuple[tuple[int, ...], Any]],
    name: str,
) -> list[jax.Array]:
    from jax.experimental.pallas import tpu

    def body(*references: Any) -> None:
        turn = pl.program_id(len(grid.grid) - 1)
        start = grid.time(turn) * grid.steps
        whole = grid.length % grid.steps == 0
        part = _Part(
            is_first=turn == 0,
            start=start,
            count=grid.steps if whole else jnp.minimum(grid.steps, grid.length - start),
        )
        sources, others = references[: len(seen)], references[len(seen) :]
        kernel(part, sources, others[: len(made)], others[len(made) :])

    return pl.pallas_call(
        body,
        out_shape=[compat.local_shape(x.view, x.dtype) for x in made],
        grid=grid.grid,
        in_specs=[x.spec for x in seen],
        out_specs=[x.spec for x in made],
        scratch_shapes=[tpu.VMEM(*each) for each in scratch],
        compiler_params=tpu.CompilerParams(
            dimension_semantics=tuple(
                "arbitrary" if axis == len(grid.block) else "parallel"
                for axis in range(len(grid.grid))
            )
        ),
        interpret=task.interpret,
        name=f"spikefuse_recurrence_{name}",
    )(*(x.reshape(each.view) for x, each in zip(operands, seen, strict=True)))
