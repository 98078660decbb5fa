"""Programs as Triton: statements on blocks of numbers, elementwise.

Functions are those of ``triton.language`` where these are exact, and else of libdevice, or of AMD's
library of the same functions: ``tl.exp`` and its like are approximations that are faster and err
more. A division is correctly rounded, and so is a square root: a spike may depend on its last bit.
"""

import math
from collections.abc import Collection, Mapping
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from .expressions import (
    ANYTHING,
    ATOM,
    COMPARISON,
    LOGIC,
    PRODUCT,
    SIGN,
    SUM,
    Form,
    call,
    infix,
    unknown,
    written,
)
from .program import Constant, Expansions, Input, Operand, Operation, Program, Reference

__all__ = ["EXPANSIONS", "constant", "not_reached", "statements"]


def _compared(symbol: str) -> Form:
    # Python reads a < b < c as two comparisons.
    return Form(f"{{}} {symbol} {{}}", COMPARISON, (SUM, SUM))


def _logical(symbol: str) -> Form:
    return Form(f"{{}} {symbol} {{}}", LOGIC, (ATOM, ATOM))


def _extreme(name: str) -> Form:
    return Form(f"tl.{name}({{}}, {{}}, propagate_nan=tl.PropagateNan.ALL)", ATOM, (ANYTHING,) * 2)


_FORMS: Mapping[str, Form] = {
    "add": infix("+", SUM),
    "add_any": infix("+", SUM),
    "sub": infix("-", SUM),
    "mul": infix("*", PRODUCT),
    "neg": Form("-{}", SIGN, (ATOM,)),
    "lt": _compared("<"),
    "le": _compared("<="),
    "gt": _compared(">"),
    "ge": _compared(">="),
    "eq": _compared("=="),
    "ne": _compared("!="),
    "and": _logical("&"),
    "or": _logical("|"),
    "xor": _logical("^"),
    "not": Form("~{}", SIGN, (ATOM,)),
    "select_n": Form("tl.where({0}, {2}, {1})", ATOM, (ANYTHING,) * 3),
    "abs": call("tl.abs"),
    "max": _extreme("maximum"),
    "min": _extreme("minimum"),
    "floor": call("tl.floor"),
    "ceil": call("tl.ceil"),
    "shift_left": _logical("<<"),
    "shift_right_arithmetic": _logical(">>"),
    **{
        name: call(f"libdevice.{function}")
        for name, function in {
            "acos": "acos",
            "acosh": "acosh",
            "asin": "asin",
            "asinh": "asinh",
            "atan": "atan",
            "atanh": "atanh",
            "cos": "cos",
            "cosh": "cosh",
            "erf": "erf",
            "erfc": "erfc",
            "exp": "exp",
            "exp2": "exp2",
            "expm1": "expm1",
            "log": "log",
            "log1p": "log1p",
            "log2": "log2",
            "rsqrt": "rsqrt",
            "sin": "sin",
            "sinh": "sinh",
            "tan": "tan",
            "tanh": "tanh",
        }.items()
    },
    "atan2": call("libdevice.atan2", 2),
    "pow": call("libdevice.pow", 2),
}
"""For each primitive of JAX, how it is written in Triton."""

_BY_DTYPE: Mapping[str, Mapping[str, Form]] = {
    # A slash is a division that errs by two units in the last place in float32, and exact in
    # float64, for which there are no functions of these names.
    "float32": {"div": call("tl.math.div_rn", 2), "sqrt": call("tl.math.sqrt_rn")},
    "float64": {"div": infix("/", PRODUCT), "sqrt": call("tl.sqrt")},
}

_OF_INTEGERS = (
    *("add", "sub", "mul", "max", "min", "select_n"),
    *("and", "or", "xor", "not", "shift_left", "shift_right_arithmetic"),
)
"""Primitives whose form serves integers, too."""

_ROUNDINGS = {0: "libdevice.round", 1: "libdevice.rint"}
"""For what is exactly between two integers: away from zero, and to the even one."""


def _power(x: jax.Array, y: int) -> jax.Array:
    """Return an integer power by the products that XLA makes of it."""
    result, factor, left = None, x, abs(y)
    while left:
        if left & 1:
            result = factor if result is None else result * factor
        left >>= 1
        if left:
            factor = factor * factor
    if result is None:
        return jnp.ones_like(x)
    return result if y > 0 else 1.0 / result


def _polynomial(x: jax.Array, *coefficients: jax.Array, **_: Any) -> jax.Array:
    """Return a polynomial, whose coefficients begin with the constant, by Horner's rule."""
    *others, result = coefficients
    for coefficient in reversed(others):
        result = coefficient + x * result
    return result


EXPANSIONS: Expansions = {
    "clamp": lambda least, x, most, **_: jnp.minimum(jnp.maximum(x, least), most),
    "integer_pow": lambda x, *, y, **_: _power(x, y),
    "is_finite": lambda x, **_: jnp.abs(x) < jnp.inf,
    "logistic": lambda x, **_: 1.0 / (1.0 + jnp.exp(-x)),
    "one_minus_square": lambda x, **_: (1.0 + x) * (1.0 - x),
    "polynomial": _polynomial,
    "sign": lambda x, **_: jnp.where(x > 0, 1.0, jnp.where(x < 0, -1.0, x)),
    "square": lambda x, **_: x * x,
}
"""Primitives that are made of others, before they are written."""


def constant(value: float | int | bool, dtype: str = "float32", *, typed: bool = False) -> str:
    """Return a number as an expression.

    Triton takes a number by itself for a float32, and for a float64 beyond the normal numbers of
    that. It must be typed where that is not what is meant, and where it is all that there is.
    """
    if isinstance(value, bool | int):
        kind = "int1" if isinstance(value, bool) else "int32"
        return f"tl.full((), {value}, tl.{kind})" if typed else str(value)
    if not math.isfinite(value):
        text, is_plain = f'float("{value}")', dtype == "float32"
    elif dtype == "float32":
        short = str(np.float32(value))
        text = short if np.float32(float(short)) == np.float32(value) else repr(value)
        is_plain = value == 0 or abs(value) >= np.finfo(np.float32).smallest_normal
    else:
        text, is_plain = repr(value), False
    return text if is_plain and not typed else f"tl.full((), {text}, tl.{dtype})"


def statements(program: Program, dtype: Any) -> tuple[list[str], dict[str, str]]:
    """Return the statements of a program, and the expressions of its outputs.

    Parameters
    ----------
    program : Program
        The formula, traced with `EXPANSIONS`, and folded.
    dtype : dtype
        In which it is computed: float32 or float64.

    Raises
    ------
    NotImplementedError
        For a primitive that is not in the table; it says where that stands.
    """
    name = np.dtype(dtype).name

    def text(x: Input | Constant, of: Operation | None) -> str:
        if isinstance(x, Input):
            return x.name
        return constant(x.value, name, typed=of is None)

    return written(
        program, lambda each: _form(each, name), text, lambda own, value, _: f"{own} = {value}"
    )


def not_reached(program: Program, inputs: Collection[str]) -> frozenset[str]:
    """Return the outputs that none of some inputs reaches.

    Where those are blocks, and the others numbers, such an output is a number, too.
    """
    reached: list[bool] = []

    def depends(x: Operand) -> bool:
        return reached[x.index] if isinstance(x, Reference) else getattr(x, "name", "") in inputs

    for operation in program.operations:
        reached.append(any(map(depends, operation.operands)))
    return frozenset(name for name, x in program.outputs.items() if not depends(x))


def _form(operation: Operation, dtype: str) -> Form:
    name = operation.primitive
    if name == "convert_element_type":
        if operation.is_bool:
            return Form("{} != 0", COMPARISON, (SUM,))
        return Form(f"{{}}.to(tl.{operation.dtype or dtype})", ATOM, (ATOM,))
    if name == "bitcast_convert_type":
        return Form(f"{{}}.to(tl.{operation.dtype or dtype}, bitcast=True)", ATOM, (ATOM,))
    if name == "round":
        return call(_ROUNDINGS[int(dict(operation.options)["rounding_method"])])
    form = _BY_DTYPE[dtype].get(name) or _FORMS.get(name)
    if form is None or len(form.places) != len(operation.operands):
        raise unknown(operation, "Triton")
    if operation.dtype and name not in _OF_INTEGERS:
        raise unknown(operation, "Triton")
    return form
