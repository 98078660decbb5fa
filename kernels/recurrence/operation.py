"""A step run over time, with its derivatives.

`run` is one primitive. Its derivative is a linear primitive that stands for the tangents, and whose
transpose is the backward pass: so reverse mode runs two kernels, and keeps what `needs` says. What
is beyond that, forward mode and the derivatives of those primitives, is plain `jax.lax.scan`.
"""

import dataclasses
import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp

from .. import compat, dispatch, gpu_orders, tuned
from ..partition import Dimensions, aligned
from ..precision import working_dtype
from ..primitive import composite_primitive, kernel_primitive
from . import affine, associative, loops, native, pallas, recompute, triton, xla
from .needs import Needs, needs
from .plan import Axes, Forward, Linear, pick, place, step_shape
from .step import Step

__all__ = ["KERNELS", "ORDERS", "PARTIAL", "RESIDUALS", "run"]

KERNELS: dict[str, dispatch.Kernel] = {
    "xla": xla,
    "pallas": pallas,
    "triton": triton,
    "native": native,
    "associative": associative,
}

ORDERS = {
    "cpu": ("native", "xla"),
    **gpu_orders.BY_PLATFORM,
    "tpu": ("pallas", "xla"),
}
"""What is tried when nothing was asked for, by platform."""

PARTIAL = ("associative",)
"""What runs some steps, and refuses others by a NotImplementedError when it is lowered."""

RESIDUALS = ("float32", "bfloat16", "recompute")
"""What can be kept for the backward pass."""


def run(
    step: Step,
    current: jax.Array,
    initial: Sequence[jax.Array],
    parameters: Sequence[jax.Array],
    *,
    spike_dtype: Any,
    residuals: str = "float32",
    trace: bool = False,
    implementation: dispatch.Implementation = None,
) -> tuple[jax.Array, list[jax.Array], list[jax.Array]]:
    """Return the output of each step, the final state, and the state after each step.

    Parameters
    ----------
    step : Step
        What is done at each step.
    current : array of shape [T, ...], T > 0, and of a floating dtype
        What goes in.
    initial : arrays of shape [...]
        The state before the first step, in the working dtype of `current`.
    parameters : arrays that broadcast to [...]
        In the same dtype.
    spike_dtype : dtype
        Of the outputs.
    residuals : str
        One of `RESIDUALS`.
    trace : bool
        Whether the state after each step is returned; else that is an empty list.
    implementation : str, sequence of str, or None
        What runs this and its backward pass.
    """
    states, inner = step.states, len(step.is_current)
    dtype = working_dtype(current.dtype)
    plan = Forward(
        step=step,
        results=(*[True] * (1 + states), *[trace] * states, *[False] * inner),
        residuals=residuals,
        dtype=dtype,
        spike_dtype=jnp.dtype(spike_dtype),
        inner_dtype=dtype,
    )
    state = [compat.as_step_of(current, x) for x in initial]
    operands = compat.vary_alike(current, *state, *parameters)
    choice = dispatch.requested(implementation)
    spikes, *others = _forward_p.bind(*operands, plan=plan, choice=choice)
    return spikes, others[:states], others[states:]


# What the primitives return.


def _abstract(like: Any, like_axes: Axes, length: int, axes: list[Axes], dtypes: list[Any]) -> Any:
    shape = step_shape([like_axes], [like])
    shapes = [(length, *shape) if each is Axes.TIME else shape for each in axes]
    return [compat.stepwise(like, *each) for each in zip(shapes, dtypes, strict=True)]


def _forward_abstract(current: Any, *_: Any, plan: Forward, **__: Any) -> Any:
    length = current.shape[0]
    return _abstract(current, Axes.TIME, length, plan.result_axes, plan.result_dtypes)


def _tangent_abstract(first: Any, *_: Any, plan: Linear, **__: Any) -> Any:
    return _abstract(first, plan.input_axes[0], plan.length, plan.output_axes, plan.output_dtypes)


def _backward_abstract(first: Any, *_: Any, plan: Linear, **__: Any) -> Any:
    return _abstract(first, plan.output_axes[0], plan.length, plan.input_axes, plan.input_dtypes)


def _tangent(*operands: jax.Array, plan: Linear, **_: Any) -> list[jax.Array]:
    return (recompute if plan.recompute else loops).tangent(*operands, plan=plan)


def _backward(*operands: jax.Array, plan: Linear, **_: Any) -> list[jax.Array]:
    return (recompute if plan.recompute else loops).backward(*operands, plan=plan)


def _forward(*operands: jax.Array, plan: Forward, **_: Any) -> list[jax.Array]:
    return loops.forward(*operands, plan=plan)


def _dimensions(
    operands: Sequence[Any], results: Sequence[Any], *, plan: Forward | Linear
) -> Dimensions:
    """Return what is cut: all but time."""
    if isinstance(plan, Forward):
        axes, result_axes = plan.operand_axes(len(operands)), plan.result_axes
    else:
        axes, result_axes = plan.transpose_axes, plan.input_axes
    shape = step_shape(axes, operands)
    names = tuple(f"d{axis}" for axis in range(len(shape)))

    def named(x: Any, each: Axes, own: str) -> tuple[str, ...]:
        if each is Axes.TIME:
            return ("t", *names)
        return names if each is Axes.STEP else aligned(x.shape, shape, names, own)

    given = zip(operands, axes, strict=True)
    made = zip(results, result_axes, strict=True)
    return Dimensions(
        operands=tuple(named(x, each, f"o{i}d") for i, (x, each) in enumerate(given)),
        results=tuple(named(x, each, "") for x, each in made),
        whole=("t",),
    )


def _case(operands: Sequence[Any], *, plan: Forward | Linear) -> tuned.Case:
    if isinstance(plan, Forward):
        axes, dtype = plan.operand_axes(len(operands)), operands[0].dtype
        length, parameters = operands[0].shape[0], len(operands) - 1 - plan.step.states
    else:
        axes, dtype = plan.transpose_axes, plan.current_dtype
        length, parameters = plan.length, len(plan.wanted)
    size = math.prod(step_shape(axes, operands))
    in_parallel = affine.why_not(plan.step, parameters) is None
    name = jnp.dtype(dtype).name
    return tuned.Case("recurrence", name, size, length if in_parallel else None)


_make = functools.partial(
    kernel_primitive,
    kernels=KERNELS,
    orders=ORDERS,
    dimensions=_dimensions,
    # A loop of plain operations, too: XLA might cut time, or gather what is computed again.
    is_cut=lambda _: True,
    case=_case,
    multiple_results=True,
)
_forward_p = _make("recurrence", abstract_eval=_forward_abstract)
_backward_p = _make("recurrence_backward", abstract_eval=_backward_abstract)
_tangent_p = composite_primitive(
    "recurrence_tangent", _tangent, _tangent_abstract, multiple_results=True
)


# Derivatives.


def _forward_jvp(
    primals: Sequence[Any], tangents: Sequence[Any], *, plan: Forward, choice: dispatch.Choice
) -> Any:
    if any(plan.kept):
        return _plain_jvp(_forward, primals, tangents, plan=plan, choice=choice)
    _require_differentiable(plan)
    inputs = tuple(type(x) is not compat.ad.Zero for x in tangents)
    need = needs(plan.step, inputs)
    again = plan.residuals == "recompute" and (any(need.kept) or need.initial)
    if again:
        need = Needs(kept=(False,) * len(need.kept), current=True, initial=True)
    keeping = dataclasses.replace(
        plan,
        results=(*plan.outputs, *need.kept),
        inner_dtype=jnp.dtype("bfloat16") if plan.residuals == "bfloat16" else plan.dtype,
    )
    results = _forward_p.bind(*primals, plan=keeping, choice=choice)
    count = sum(plan.outputs)
    current, initial, parameters = plan.split(primals)
    derivative = Linear(
        step=plan.step,
        length=current.shape[0],
        inputs=inputs,
        outputs=plan.outputs,
        kept=need.kept,
        current=need.current,
        initial=need.initial,
        recompute=again,
        dtype=plan.dtype,
        current_dtype=current.dtype,
        spike_dtype=plan.spike_dtype,
    )
    _, to_initial, to_parameters = plan.split(tangents)
    # One tangent of a parameter for each neuron; transposed, that is a sum over neurons.
    given = [*pick(tangents[: 1 + len(to_initial)], inputs[: 1 + len(to_initial)])]
    given += [compat.as_step_of(current, x) for x in pick(to_parameters, derivative.wanted)]
    point = need.point(results[count:], current, initial, parameters)
    operands = compat.vary_alike(*given, *point)
    return results[:count], _tangent_p.bind(*operands, plan=derivative, choice=choice)


def _require_differentiable(plan: Forward) -> None:
    if plan.results[0] and not jnp.issubdtype(plan.spike_dtype, jnp.floating):
        raise TypeError(
            f"spikes in {plan.spike_dtype.name} have no gradient: they are for inference; leave "
            "spike_dtype out, or give a floating dtype, to differentiate"
        )


def _tangent_transpose(
    cotangents: Sequence[Any], *operands: Any, plan: Linear, choice: dispatch.Choice
) -> Any:
    count = sum(plan.inputs)
    linear, point = operands[:count], operands[count:]
    given = [type(x) is not compat.ad.Zero for x in cotangents]
    if not any(given):
        found = [compat.ad.Zero(x.aval) for x in linear]
    else:
        outputs = tuple(bool(x) for x in place(given, plan.outputs))
        turned = dataclasses.replace(plan, outputs=outputs)
        bound = compat.vary_alike(*pick(cotangents, given), *point)
        found = _backward_p.bind(*bound, plan=turned, choice=choice)
    return [*found, *[None] * len(point)]


def _plain_jvp(
    function: Callable[..., list[jax.Array]],
    primals: Sequence[Any],
    tangents: Sequence[Any],
    **parameters: Any,
) -> Any:
    """Differentiate a primitive as the `jax.lax.scan` that it stands for."""
    filled = [compat.ad.instantiate_zeros(x) for x in tangents]
    return jax.jvp(functools.partial(function, **parameters), list(primals), filled)


compat.ad.primitive_jvps[_forward_p] = _forward_jvp
compat.ad.primitive_jvps[_tangent_p] = functools.partial(_plain_jvp, _tangent)
compat.ad.primitive_jvps[_backward_p] = functools.partial(_plain_jvp, _backward)
compat.ad.primitive_transposes[_tangent_p] = _tangent_transpose


# Batching: a mapped axis becomes the first of a step's.


def _batch(
    primitive: compat.Primitive,
    operand_axes: Callable[[Any, int], list[Axes]],
    result_axes: Callable[[Any], list[Axes]],
    operands: Sequence[Any],
    mapped: Sequence[Any],
    *,
    plan: Any,
    **rest: Any,
) -> Any:
    size = next(x.shape[axis] for x, axis in zip(operands, mapped, strict=True) if axis is not None)
    axes = operand_axes(plan, len(operands))
    rank = jnp.ndim(operands[0]) - (mapped[0] is not None) - (axes[0] is Axes.TIME)
    moved = [_moved(*each, size, rank) for each in zip(operands, mapped, axes, strict=True)]
    results = primitive.bind(*moved, plan=plan, **rest)
    return results, [1 if each is Axes.TIME else 0 for each in result_axes(plan)]


def _moved(x: jax.Array, mapped: int | None, axes: Axes, size: int, rank: int) -> jax.Array:
    target = 1 if axes is Axes.TIME else 0
    if mapped is not None:
        x = jnp.moveaxis(x, mapped, target)
        missing = rank + 1 - x.ndim if axes is Axes.PARAMETER else 0
        return x.reshape(size, *[1] * missing, *x.shape[1:]) if missing else x
    if axes is Axes.PARAMETER:
        return x
    shape = (*x.shape[:target], size, *x.shape[target:])
    return jnp.broadcast_to(jnp.expand_dims(x, target), shape)


for _primitive, _operands, _results in (
    (_forward_p, Forward.operand_axes, "result_axes"),
    (_tangent_p, lambda plan, _: [*plan.input_axes, *plan.point_axes], "output_axes"),
    (_backward_p, lambda plan, _: plan.transpose_axes, "input_axes"),
):
    compat.batching.primitive_batchers[_primitive] = functools.partial(
        _batch, _primitive, _operands, lambda plan, of=_results: getattr(plan, of)
    )


# Results that nobody uses are not computed.


def _fewer(mask: tuple[bool, ...], used: Sequence[bool]) -> tuple[bool, ...]:
    return tuple(bool(x) for x in place(used, mask))


def _fewer_results(used: Any, parameters: Any) -> dict[str, Any]:
    plan: Forward = parameters["plan"]
    results = _fewer(plan.results, used)
    return parameters | {"plan": dataclasses.replace(plan, results=results)}


def _fewer_gradients(used: Any, parameters: Any) -> dict[str, Any]:
    plan: Linear = parameters["plan"]
    inputs = _fewer(plan.inputs, used)
    return parameters | {"plan": dataclasses.replace(plan, inputs=inputs)}


compat.register_dead_code_rule(_forward_p, _fewer_results)
compat.register_dead_code_rule(_backward_p, _fewer_gradients)
