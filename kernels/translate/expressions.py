"""Programs as text: an expression for each operation, named where it is used again or too long.

How a primitive is written is a table of the target language; see `cpp` and `triton`.
"""

import collections
import dataclasses
from collections.abc import Callable

from .program import Constant, Input, Operand, Operation, Program, Reference

__all__ = [
    "ANYTHING",
    "ATOM",
    "CHOICE",
    "COMPARISON",
    "LOGIC",
    "PRODUCT",
    "SIGN",
    "SUM",
    "Form",
    "Text",
    "call",
    "infix",
    "unknown",
    "written",
]

WIDTH = 60
"""How long an expression may become before it is given a name."""

# How tightly an expression binds: an operand that binds less than its place needs parentheses.
ANYTHING, CHOICE, LOGIC, COMPARISON, SUM, PRODUCT, SIGN, ATOM = range(8)


@dataclasses.dataclass(frozen=True)
class Form:
    """How a primitive is written: with a place for each operand, and how tightly each must bind."""

    text: str
    binds: int
    places: tuple[int, ...]


Text = Callable[[Input | Constant], str]
"""From an input or a constant to its expression."""


def infix(symbol: str, binds: int) -> Form:
    """Return the form of an operator between two operands, which groups from the left."""
    return Form(f"{{}} {symbol} {{}}", binds, (binds, binds + 1))


def call(name: str, operands: int = 1) -> Form:
    """Return the form of a function."""
    places = ", ".join(["{}"] * operands)
    return Form(f"{name}({places})", ATOM, (ANYTHING,) * operands)


def written(
    program: Program,
    form: Callable[[Operation], Form],
    text: Callable[[Input | Constant, Operation | None], str],
    declare: Callable[[str, str, bool], str],
) -> tuple[list[str], dict[str, str]]:
    """Return the statements of a program, and the expressions of its outputs.

    Parameters
    ----------
    program : Program
        The formula.
    form : callable
        From an operation to how it is written.
    text : callable
        From an input or a constant, and the operation that it is an operand of, if it is of one,
        to its expression.
    declare : callable
        From a name, an expression, and whether that is a truth value, to a statement.
    """
    uses = collections.Counter(x.index for x in program.used() if isinstance(x, Reference))
    found: dict[int, tuple[str, int]] = {}
    lines: list[str] = []

    def operand(x: Operand, of: Operation | None = None, place: int = ANYTHING) -> str:
        own, binds = found[x.index] if isinstance(x, Reference) else (text(x, of), ATOM)
        return own if binds >= place else f"({own})"

    for index, operation in enumerate(program.operations):
        how = form(operation)
        places = zip(operation.operands, how.places, strict=True)
        expression = how.text.format(*(operand(x, operation, place) for x, place in places))
        if uses[index] == 1 and len(expression) < WIDTH:
            found[index] = expression, how.binds
        else:
            name = f"{'is' if operation.is_bool else 'a'}{len(lines)}"
            lines.append(declare(name, expression, operation.is_bool))
            found[index] = name, ATOM
    return lines, {name: operand(x) for name, x in program.outputs.items()}


def unknown(operation: Operation, language: str) -> NotImplementedError:
    """Return the error for a primitive that is not in a language's table."""
    return NotImplementedError(
        f"{operation.primitive!r} (at {operation.place}) is no primitive that is translated to "
        f"{language}; write the formula with others, or add it to the table"
    )
