"""Formulas made of other formulas, as hashable functions of arrays."""

import dataclasses
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

__all__ = ["Formula", "derivative", "evaluate", "product", "working_dtype"]

Formula = Callable[..., jax.Array]
"""A hashable, elementwise function of arrays that broadcast to the shape of the first."""


def working_dtype(*dtypes: Any) -> Any:
    """Return the dtype to compute in: float64 if any is, else float32."""
    return jnp.dtype("float64" if any(jnp.dtype(d) == "float64" for d in dtypes) else "float32")


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
