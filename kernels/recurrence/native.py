"""The passes over time as C++ that was compiled ahead, for CPUs: time within, blocks of neurons."""

import math
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ..description import Operand
from ..dispatch import Task
from ..native import library
from ..native.described import Found, find, sides
from ..native.table import STEPS, SURROGATES
from .plan import Axes, Forward, Linear, step_shape
from .step import Step

__all__ = ["run", "why_not"]

_DTYPES = ("float32", "float64", "bfloat16", "int8", "bool")


def why_not(task: Task) -> str | None:
    """Return why the task is not for the compiled loops, and what runs it."""
    if task.platform != "cpu":
        return "is compiled for CPUs only; use 'pallas' or 'xla'"
    others = {x.dtype.name for x in (*task.operands, *task.results)}.difference(_DTYPES)
    if others:
        return f"has no {' or '.join(sorted(others))}; use bfloat16, or 'xla'"
    if task.exported:
        return "is a library, which an exported program cannot hold; use 'xla' for that"
    return library.why_not()


def run(task: Task, *operands: jax.Array, plan: Forward | Linear) -> list[jax.Array]:
    """Run a pass over the current, or the transpose of its derivative."""
    step, surrogates = _found(plan.step)
    if any(math.prod(x.shape) == 0 for x in operands):
        return [jnp.zeros(x.shape, x.dtype) for x in task.results]
    forward = isinstance(plan, Forward)
    axes = plan.operand_axes(len(operands)) if forward else plan.transpose_axes
    result_axes = plan.result_axes if forward else plan.input_axes
    shape = step_shape(axes, operands)
    neurons = math.prod(shape)
    length = operands[0].shape[0] if forward else plan.length

    def view(each: Axes) -> tuple[int, ...]:
        return (length, neurons) if each is Axes.TIME else (neurons,)

    given = [
        _flat(x, shape) if each is Axes.PARAMETER else x.reshape(view(each))
        for x, each in zip(operands, axes, strict=True)
    ]
    like = [
        jax.ShapeDtypeStruct(view(each), x.dtype)
        for x, each in zip(task.results, result_axes, strict=True)
    ]
    if forward:
        name, how = library.FORWARD, {"asked": _flags(plan.results)}
        values = step.values
    else:
        name, how = library.BACKWARD, _how_backward(plan, surrogates)
        values = (*step.values, *(value for each in surrogates for value in each.values))
    returned = jax.ffi.ffi_call(name, like)(
        *given,
        length=np.int64(length),
        neurons=np.int64(neurons),
        wide=bool(plan.dtype == jnp.float64),
        step=step.name,
        spike_at_zero=all(each.spike_at_zero for each in surrogates),
        numbers=np.array([0.0 if isinstance(x, Operand) else x for x in values], np.float64),
        places=np.array([x.index if isinstance(x, Operand) else -1 for x in values], np.int64),
        **how,
    )
    return [x.reshape(each.shape) for x, each in zip(returned, task.results, strict=True)]


def _how_backward(plan: Linear, surrogates: Sequence[Found]) -> dict[str, Any]:
    initial = (plan.initial,) * plan.step.states
    surrogate, above, *_ = [*(each.name for each in surrogates), "", ""]
    return {
        "surrogate": surrogate,
        "above": above,
        "learns": any(each.learns for each in surrogates),
        "recompute": plan.recompute,
        "given": _flags((*plan.outputs, *plan.kept, plan.current, *initial)),
        "asked": _flags(plan.inputs),
    }


def _found(step: Step) -> tuple[Found, tuple[Found, ...]]:
    """Return the compiled step of a step, and its surrogate, or those of its two sides.

    Raises
    ------
    NotImplementedError
        If one was not compiled.
    """
    description = step.description
    found = find(description, STEPS)
    if found is None:
        raise NotImplementedError(f"has no compiled loop for {_named(description)}; use 'xla'")
    part = next((each for _, each in description.parts), None)
    surrogates = () if part is None else sides(part, SURROGATES)
    if part is not None and not surrogates:
        raise NotImplementedError(f"has no compiled loop for {_named(part)}; use 'xla'")
    return found, surrogates


def _named(description: Any) -> str:
    name = description.kind.rpartition(".")[2]
    given = dict(description.options)
    # That is for any surrogate.
    given.pop("spike_at_zero", None)
    options = [f"{key}={value!r}" for key, value in given.items() if value is not False]
    return f"{name} with {', '.join(options)}" if options else name


def _flat(parameter: jax.Array, shape: tuple[int, ...]) -> jax.Array:
    if parameter.size == 1:
        return parameter.reshape(1)
    return jnp.broadcast_to(parameter, shape).reshape(-1)


def _flags(mask: Sequence[bool]) -> np.ndarray:
    return np.array(mask, np.int64)
