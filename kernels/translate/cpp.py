"""Programs as C++: statements on scalars of a type ``T``, which a compiler can vectorise."""

import collections
import dataclasses
import math
from collections.abc import Callable, Mapping

from .program import Constant, Input, Operand, Operation, Program, Reference

__all__ = ["FORMS", "Text", "constant", "statements"]

WIDTH = 60
"""How long an expression may become before it is given a name."""


# How tightly an expression binds: an operand that binds less than its place needs parentheses.
_ANYTHING, _CHOICE, _LOGIC, _COMPARISON, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)


@dataclasses.dataclass(frozen=True)
class _Form:
    """How a primitive is written: with a place for each operand, and how tightly each must bind."""

    text: str
    binds: int
    places: tuple[int, ...]


def _infix(symbol: str, binds: int) -> _Form:
    return _Form(f"{{}} {symbol} {{}}", binds, (binds, binds + 1))


def _call(name: str, operands: int = 1) -> _Form:
    places = ", ".join(["{}"] * operands)
    return _Form(f"{name}({places})", _ATOM, (_ANYTHING,) * operands)


FORMS: Mapping[str, _Form] = {
    "add": _infix("+", _SUM),
    "add_any": _infix("+", _SUM),
    "sub": _infix("-", _SUM),
    "mul": _infix("*", _PRODUCT),
    "div": _infix("/", _PRODUCT),
    "neg": _Form("-{}", _SIGN, (_ATOM,)),
    "lt": _infix("<", _COMPARISON),
    "le": _infix("<=", _COMPARISON),
    "gt": _infix(">", _COMPARISON),
    "ge": _infix(">=", _COMPARISON),
    "eq": _infix("==", _COMPARISON),
    "ne": _infix("!=", _COMPARISON),
    "and": _Form("{} & {}", _LOGIC, (_ATOM, _ATOM)),
    "or": _Form("{} | {}", _LOGIC, (_ATOM, _ATOM)),
    "not": _Form("!{}", _SIGN, (_ATOM,)),
    "select_n": _Form("{0} ? {2} : {1}", _CHOICE, (_LOGIC, _COMPARISON, _COMPARISON)),
    "convert_element_type": _Form("{} ? T(1) : T(0)", _CHOICE, (_COMPARISON,)),
    "square": _call("power<2>"),
    "abs": _call("absolute"),
    "max": _call("maximum", 2),
    "min": _call("minimum", 2),
    "sign": _call("sign"),
    "floor": _call("round_down"),
    "sqrt": _call("square_root"),
    "exp": _call("exponential"),
    "expm1": _call("exponential_less_one"),
    "log": _call("logarithm"),
    "log1p": _call("logarithm_of_one_plus"),
    "erf": _call("error_function"),
    "tanh": _call("hyperbolic_tangent"),
    "logistic": _call("logistic"),
}
"""For each primitive of JAX, how it is written in C++.

Functions are those of ``elementary.h``. Truth values are converted to numbers only.
"""

Text = Callable[[Input | Constant], str]
"""From an input or a constant to its expression."""


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
    uses = collections.Counter(x.index for x in program.used() if isinstance(x, Reference))
    written: dict[int, tuple[str, int]] = {}
    lines: list[str] = []

    def operand(x: Operand, place: int = _ANYTHING) -> str:
        found, binds = written[x.index] if isinstance(x, Reference) else (text(x), _ATOM)
        return found if binds >= place else f"({found})"

    for index, operation in enumerate(program.operations):
        form = _form(operation)
        places = zip(operation.operands, form.places, strict=True)
        expression = form.text.format(*(operand(*each) for each in places))
        if uses[index] == 1 and len(expression) < WIDTH:
            written[index] = expression, form.binds
        else:
            name = f"{'is' if operation.is_bool else 'a'}{len(lines)}"
            lines.append(f"const {'bool' if operation.is_bool else 'T'} {name} = {expression};")
            written[index] = name, _ATOM
    return lines, {name: operand(x) for name, x in program.outputs.items()}


def _form(operation: Operation) -> _Form:
    name = operation.primitive
    if name == "integer_pow":
        power = dict(operation.options)["y"]
        product = f"power<{abs(power)}>({{}})"
        binds = _ATOM if power > 0 else _PRODUCT
        return _Form(product if power > 0 else f"T(1) / {product}", binds, (_ANYTHING,))
    if name not in FORMS:
        raise NotImplementedError(
            f"{name!r} (at {operation.place}) is no primitive that is translated to C++; write the "
            "formula with others, or add it to the table"
        )
    return FORMS[name]
