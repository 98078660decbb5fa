"""A program in two: what depends on parameters alone, which is computed once, and the rest."""

import dataclasses
from collections.abc import Collection

from .program import Constant, Input, Operand, Program, Reference

__all__ = ["divided"]


def divided(program: Program, parameters: Collection[str], prefix: str) -> tuple[Program, Program]:
    """Return the program of what comes of parameters alone, and that of the rest.

    The outputs of the first are inputs of the second, whose names are `prefix` and a number.

    Parameters
    ----------
    program : Program
        The whole.
    parameters : collection of str
        Those of its inputs that are parameters. What comes of constants alone is in the rest.
    prefix : str
        How the names begin.
    """
    names: dict[Operand, str] = {}
    alone: list[bool] = []
    fixed: list[bool] = []
    place: dict[int, Reference] = {}
    rest = []

    def is_fixed(x: Operand) -> bool:
        return fixed[x.index] if isinstance(x, Reference) else isinstance(x, Constant)

    def is_alone(x: Operand) -> bool:
        return alone[x.index] if isinstance(x, Reference) else getattr(x, "name", "") in parameters

    def seen(x: Operand) -> Operand:
        """Return an operand as the second program has it."""
        if is_alone(x):
            return Input(names.setdefault(x, f"{prefix}{len(names)}"))
        return place[x.index] if isinstance(x, Reference) else x

    for index, operation in enumerate(program.operations):
        fixed.append(all(map(is_fixed, operation.operands)))
        alone.append(not fixed[-1] and all(is_alone(x) or is_fixed(x) for x in operation.operands))
        if not alone[-1]:
            place[index] = Reference(len(rest))
            operands = tuple(map(seen, operation.operands))
            rest.append(dataclasses.replace(operation, operands=operands))
    outputs = {name: seen(x) for name, x in program.outputs.items()}
    first = Program(program.operations, {name: x for x, name in names.items()})
    return first.without_dead_code(), Program(tuple(rest), outputs).without_dead_code()
