"""The transposed derivative of a pass as a Triton kernel, from the last step to the first."""

from collections.abc import Callable, Sequence
from functools import partial

import jax

from ..triton import Kernel
from ..triton.source import indented
from .plan import Linear, pick
from .triton_forward import chunk
from .triton_sweep import Sweep
from .triton_text import kernel as finished

__all__ = ["checkpoints", "kernel"]

Like = jax.ShapeDtypeStruct


def checkpoints(plan: Linear, shape: tuple[int, ...]) -> list[Like]:
    """Return what the states before each chunk of steps are like."""
    length = -(-plan.length // chunk(plan))
    return [jax.ShapeDtypeStruct((length, *shape), plan.dtype)] * plan.step.states


def kernel(plan: Linear, operands: Sequence[Like], shape: tuple[int, ...]) -> Kernel:
    """Return the kernel of a derivative; checkpoints, if there are any, are its last operands."""
    sweep = Sweep.of(plan, operands, shape)
    names = sweep.names
    size = chunk(plan) if plan.recompute else sweep.group
    steps = sweep.kept if sweep.advance is None else partial(sweep.recomputed, sweep.advance)
    carried = [f"to_{name}" for name in names.state]
    wanted = pick(names.parameters, plan.wanted)
    lines = [
        *(sweep.text.parameter(name, sweep.arrays[name]) for name in names.parameters),
        *(f"{name} = {sweep.start(name)}" for name in carried),
        *(f"sum_{name} = {sweep.text.zeros()}" for name in wanted),
        *_in_reverse(plan.length, size, steps),
    ]
    results = ["to_current"] * plan.inputs[0]
    states = pick(carried, plan.inputs[1 : 1 + plan.step.states])
    lines += [sweep.text.store(f"all_{name}", name) for name in states]
    lines += [sweep.text.store(f"sum_{name}", f"sum_{name}") for name in wanted]
    results += [*(f"all_{name}" for name in states), *(f"sum_{name}" for name in wanted)]
    return finished(
        "spikefuse_recurrence_backward",
        sweep.text,
        sweep.parts,
        list(sweep.arrays),
        results,
        plan.length // size,
        lines,
    )


def _in_reverse(length: int, size: int, steps: Callable[[int], list[str]]) -> list[str]:
    """Return the groups of steps from the last, which may be smaller, to the first."""
    at = f"row = tl.cast(group, tl.int64) * ({size} * NEURONS)"
    lines: list[str] = []
    if length % size:
        lines += ["group = groups", at, *steps(length % size)]
    if length >= size:
        turn = ["group = groups - 1 - turn", at, *steps(size)]
        lines += ["for turn in range(groups):", *indented(turn)]
    return lines
