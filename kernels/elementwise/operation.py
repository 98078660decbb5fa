"""The elementwise operations, with their derivatives.

`spike` has a formula for its value, and one for each derivative that it is to have. Its derivative
is made of `scale`, a factor times a formula, which is linear in the factor and whose own
derivatives are again `scale`: so derivatives of any order and mode run through the same kernels.
"""

import math
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp

from .. import compat, dispatch, gpu_orders, tuned
from ..partition import Dimensions, aligned
from ..primitive import composite_primitive, kernel_primitive
from . import pallas, triton, xla
from .formulas import Formula, declared, derivative, product

__all__ = ["KERNELS", "ORDERS", "scale", "spike"]

KERNELS: dict[str, dispatch.Kernel] = {"xla": xla, "pallas": pallas, "triton": triton}

ORDERS = {
    "cpu": ("xla",),
    **gpu_orders.BY_PLATFORM,
    "tpu": ("pallas", "xla"),
}
"""What is tried when nothing was asked for, by platform."""


def spike(
    value: Formula,
    inputs: Sequence[jax.Array],
    parameters: Sequence[jax.Array],
    *,
    gradients: Sequence[Formula | None],
    implementation: dispatch.Implementation = None,
) -> jax.Array:
    """Return ``value(*inputs)``, with derivatives that are declared.

    Parameters
    ----------
    value : formula of the inputs
        What is computed; its own derivative is not used.
    inputs : arrays of one shape and of floating dtypes
        The result has the shape and dtype of the first.
    parameters : arrays that broadcast to that shape
        Further operands of the gradients.
    gradients : sequence of formulas of inputs and parameters, or None
        The derivative to each input and parameter; where None stands or the sequence ends, it is
        0 exactly.
    implementation : str, sequence of str, or None
        What runs this and its derivatives.

    Returns
    -------
    jax.Array
        Of the shape and dtype of the first input.
    """
    if dispatch.is_inside_kernel():
        return declared(value, tuple(gradients), len(inputs), *inputs, *parameters)
    return _spike_p.bind(
        *compat.vary_alike(*inputs, *parameters),
        value=value,
        inputs=len(inputs),
        gradients=tuple(gradients),
        choice=dispatch.requested(implementation),
    )


def scale(
    factor: jax.Array,
    formula: Formula,
    *operands: jax.Array,
    dtype: Any = None,
    implementation: dispatch.Implementation = None,
) -> jax.Array:
    """Return ``factor * formula(*operands)``, computed in one pass and rounded once.

    Parameters
    ----------
    factor : array
        A tangent or cotangent; the result is linear in it and has its shape.
    formula : formula of the operands
        What it is multiplied by.
    *operands : arrays that broadcast to the shape of `factor`
        The formula's arguments.
    dtype : dtype, optional
        The result's; that of `factor` if left out.
    implementation : str, sequence of str, or None
        What runs this and its derivatives.

    Returns
    -------
    jax.Array
        Of the shape of `factor`.
    """
    dtype = jnp.dtype(factor.dtype if dtype is None else dtype)
    return _scale(factor, operands, formula, dtype, dispatch.requested(implementation))


def _scale(
    factor: jax.Array,
    operands: Sequence[jax.Array],
    formula: Formula,
    dtype: Any,
    choice: dispatch.Choice,
) -> jax.Array:
    operands = compat.vary_alike(factor, *operands)
    return _scale_p.bind(*operands, formula=formula, dtype=dtype, choice=choice)


def _like_first(first: Any, *_: Any, dtype: Any = None, **__: Any) -> Any:
    return first.update(dtype=first.dtype if dtype is None else dtype, weak_type=False)


def _dimensions(operands: Sequence[Any], results: Sequence[Any], **_: Any) -> Dimensions:
    shape = operands[0].shape
    names = tuple(f"d{axis}" for axis in range(len(shape)))
    return Dimensions(
        operands=tuple(aligned(x.shape, shape, names, f"o{i}d") for i, x in enumerate(operands)),
        results=(names,) * len(results),
    )


def _case(operands: Sequence[Any], **_: Any) -> tuned.Case:
    first = operands[0]
    return tuned.Case("elementwise", jnp.dtype(first.dtype).name, math.prod(first.shape))


_elementwise_p = kernel_primitive(
    "elementwise",
    KERNELS,
    ORDERS,
    _like_first,
    dimensions=_dimensions,
    # XLA cuts the reference by itself, and fuses it with what stands around it.
    is_cut=lambda implementation: implementation != "xla",
    case=_case,
)


def _run_spike(
    *operands: jax.Array, value: Formula, inputs: int, choice: dispatch.Choice, **_: Any
) -> jax.Array:
    dtype = operands[0].dtype
    return _elementwise_p.bind(*operands[:inputs], formula=value, dtype=dtype, choice=choice)


def _run_scale(*operands: jax.Array, formula: Formula, **rest: Any) -> jax.Array:
    return _elementwise_p.bind(*operands, formula=product(formula), **rest)


_spike_p = composite_primitive("spike", _run_spike, _like_first)
_scale_p = composite_primitive("scale", _run_scale, _like_first)


def _derivatives(
    tangents: Sequence[Any],
    gradients: Sequence[Formula | None],
    operands: Sequence[jax.Array],
    result: jax.Array,
    choice: dispatch.Choice,
) -> Any:
    """Return the tangent of a result, as a sum of tangents times gradients."""
    terms = [
        _scale(jnp.broadcast_to(tangent, result.shape), operands, gradient, result.dtype, choice)
        for tangent, gradient in zip(tangents, gradients, strict=False)
        if gradient is not None and type(tangent) is not compat.ad.Zero
    ]
    return sum(terms[1:], terms[0]) if terms else compat.zero_tangent(result)


def _spike_jvp(
    operands: Any, tangents: Any, *, gradients: Any, choice: dispatch.Choice, **rest: Any
) -> Any:
    result = _spike_p.bind(*operands, gradients=gradients, choice=choice, **rest)
    return result, _derivatives(tangents, gradients, operands, result, choice)


def _scale_jvp(operands: Any, tangents: Any, *, formula: Formula, **rest: Any) -> Any:
    result = _scale_p.bind(*operands, formula=formula, **rest)
    linear = _derivatives(tangents[:1], [formula], operands[1:], result, rest["choice"])
    others = [product(derivative(formula, index)) for index in range(len(operands) - 1)]
    curved = _derivatives(tangents[1:], others, operands, result, rest["choice"])
    return result, compat.ad.add_tangents(linear, curved)


def _scale_transpose(cotangent: Any, factor: Any, *operands: Any, **rest: Any) -> Any:
    if type(cotangent) is compat.ad.Zero:
        return [compat.ad.Zero(factor.aval), *(None for _ in operands)]
    turned = _scale_p.bind(cotangent, *operands, **(rest | {"dtype": factor.aval.dtype}))
    return [turned, *(None for _ in operands)]


def _batch_first(operands: Sequence[Any], axes: Sequence[Any], full: int) -> list[jax.Array]:
    """Move the mapped axis to the front; give the first `full` operands the whole shape."""
    size = next(x.shape[axis] for x, axis in zip(operands, axes, strict=True) if axis is not None)
    ranks = [jnp.ndim(x) - (axis is not None) for x, axis in zip(operands, axes, strict=True)]
    moved = []
    for x, axis, rank in zip(operands, axes, ranks, strict=True):
        if axis is not None:
            x = jnp.moveaxis(x, axis, 0)
            x = x.reshape(size, *(1,) * (ranks[0] - rank), *x.shape[1:])
        elif len(moved) < full:
            x = jnp.broadcast_to(x, (size, *x.shape))
        moved.append(x)
    return moved


def _spike_batch(operands: Any, axes: Any, *, inputs: int, **rest: Any) -> Any:
    return _spike_p.bind(*_batch_first(operands, axes, inputs), inputs=inputs, **rest), 0


def _scale_batch(operands: Any, axes: Any, **rest: Any) -> Any:
    return _scale_p.bind(*_batch_first(operands, axes, 1), **rest), 0


compat.ad.primitive_jvps[_spike_p] = _spike_jvp
compat.ad.primitive_jvps[_scale_p] = _scale_jvp
compat.ad.primitive_transposes[_scale_p] = _scale_transpose
compat.batching.primitive_batchers[_spike_p] = _spike_batch
compat.batching.primitive_batchers[_scale_p] = _scale_batch
