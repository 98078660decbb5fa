"""Programs as C++: statements on scalars of a type ``T``, which a compiler can vectorise."""

import math
from collections.abc import Mapping

from .expressions import (
    ANYTHING,
    ATOM,
    CHOICE,
    COMPARISON,
    LOGIC,
    PRODUCT,
    SIGN,
    SUM,
    Form,
    Text,
    call,
    infix,
    unknown,
    written,
)
from .program import Operation, Program

__all__ = ["FORMS", "constant", "statements"]

FORMS: Mapping[str, Form] = {
    "add": infix("+", SUM),
    "add_any": infix("+", SUM),
    "sub": infix("-", SUM),
    "mul": infix("*", PRODUCT),
    "div": infix("/", PRODUCT),
    "neg": Form("-{}", SIGN, (ATOM,)),
    "lt": infix("<", COMPARISON),
    "le": infix("<=", COMPARISON),
    "gt": infix(">", COMPARISON),
    "ge": infix(">=", COMPARISON),
    "eq": infix("==", COMPARISON),
    "ne": infix("!=", COMPARISON),
    "and": Form("{} & {}", LOGIC, (ATOM, ATOM)),
    "or": Form("{} | {}", LOGIC, (ATOM, ATOM)),
    "not": Form("!{}", SIGN, (ATOM,)),
    "select_n": Form("{0} ? {2} : {1}", CHOICE, (LOGIC, COMPARISON, COMPARISON)),
    "convert_element_type": Form("{} ? T(1) : T(0)", CHOICE, (COMPARISON,)),
    "square": call("power<2>"),
    "abs": call("absolute"),
    "max": call("maximum", 2),
    "min": call("minimum", 2),
    "sign": call("sign"),
    "floor": call("round_down"),
    "sqrt": call("square_root"),
    "exp": call("exponential"),
    "expm1": call("exponential_less_one"),
    "log": call("logarithm"),
    "log1p": call("logarithm_of_one_plus"),
    "erf": call("error_function"),
    "tanh": call("hyperbolic_tangent"),
    "logistic": call("logistic"),
}
"""For each primitive of JAX, how it is written in C++.

Functions are those of ``elementary.h``. Truth values are converted to numbers only.
"""


def constant(value: float | bool) -> str:
    """Return a number as an expression of type ``T``, and a truth value as what it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if math.isinf(value):
        return "infinity<T>()" if value > 0 else "-infinity<T>()"
    if math.isnan(value):
        raise NotImplementedError("a formula has NaN for a constant, which C++ is not given")
    if value == int(value) and abs(value) < 2**31:
        return f"T({int(value)})" if math.copysign(1.0, value) > 0 or value else "T(-0.0)"
    return f"T({value!r})"


def statements(program: Program, text: Text) -> tuple[list[str], dict[str, str]]:
    """Return the statements of a program, and the expressions of its outputs.

    Parameters
    ----------
    program : Program
        The formula.
    text : callable
        From inputs and constants to their expressions.

    Raises
    ------
    NotImplementedError
        For a primitive that is not in the table; it says where that stands.
    """
    return written(program, _form, lambda x, _: text(x), _declared)


def _declared(name: str, expression: str, is_bool: bool) -> str:
    return f"const {'bool' if is_bool else 'T'} {name} = {expression};"


def _form(operation: Operation) -> Form:
    name = operation.primitive
    if name == "integer_pow":
        power = dict(operation.options)["y"]
        product = f"power<{abs(power)}>({{}})"
        binds = ATOM if power > 0 else PRODUCT
        return Form(product if power > 0 else f"T(1) / {product}", binds, (ANYTHING,))
    if name not in FORMS or operation.dtype:
        raise unknown(operation, "C++")
    return FORMS[name]
