"""Formulas made of other formulas, as hashable functions of arrays."""

import dataclasses
import functools
import operator
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from ..precision import working_dtype

__all__ = ["Formula", "declared", "derivative", "evaluate", "operand_names", "product"]

Formula = Callable[..., jax.Array]
"""A hashable, elementwise function of arrays that broadcast to the shape of the first."""


def evaluate(formula: Formula, dtype: Any, *operands: jax.Array) -> jax.Array:
    """Evaluate a formula on operands of any floating dtypes, and round once to `dtype`."""
    wide = working_dtype(*(operand.dtype for operand in operands))
    return formula(*(operand.astype(wide) for operand in operands)).astype(dtype)


@dataclasses.dataclass(frozen=True)
class _Derivative:
    formula: Formula
    index: int

    def __call__(self, *operands: jax.Array) -> jax.Array:
        def along(operand: jax.Array) -> jax.Array:
            before, after = operands[: self.index], operands[self.index + 1 :]
            return self.formula(*before, operand, *after)

        at = operands[self.index]
        # Forward mode, since an elementwise derivative is the tangent of ones.
        return jax.jvp(along, (at,), (jnp.ones_like(at),))[1]


@dataclasses.dataclass(frozen=True)
class _Product:
    formula: Formula

    def __call__(self, factor: jax.Array, *operands: jax.Array) -> jax.Array:
        return factor * self.formula(*operands)


def derivative(formula: Formula, index: int) -> Formula:
    """Return the elementwise derivative of a formula to its operand `index`."""
    return _Derivative(formula, index)


def product(formula: Formula) -> Formula:
    """Return the formula times a further, first operand."""
    return _Product(formula)


def operand_names(formula: Formula, count: int) -> list[str]:
    """Return what the `count` operands of a formula are called, where it says so."""
    if isinstance(formula, _Product):
        return ["factor", *operand_names(formula.formula, count - 1)]
    if isinstance(formula, _Derivative):
        return operand_names(formula.formula, count)
    parameters = getattr(formula, "parameter_names", ())[:count]
    inputs = count - len(parameters)
    return [*(["x"] if inputs == 1 else [f"x{i}" for i in range(inputs)]), *parameters]


@functools.partial(jax.custom_jvp, nondiff_argnums=(0, 1, 2))
def declared(
    value: Formula, gradients: tuple[Formula | None, ...], inputs: int, *operands: jax.Array
) -> jax.Array:
    """Return a value of the first `inputs` operands, with declared derivatives to all operands."""
    del gradients
    return evaluate(value, operands[0].dtype, *operands[:inputs])


def _declared_jvp(
    value: Formula, gradients: tuple[Formula | None, ...], inputs: int, primals: Any, tangents: Any
) -> tuple[jax.Array, jax.Array]:
    result = declared(value, gradients, inputs, *primals)
    terms = [
        tangent * evaluate(gradient, result.dtype, *primals)
        for tangent, gradient in zip(tangents, gradients, strict=False)
        if gradient is not None
    ]
    return result, functools.reduce(operator.add, terms) if terms else jnp.zeros_like(result)


declared.defjvp(_declared_jvp)
