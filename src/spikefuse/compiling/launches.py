"""How many kernels a compiled program starts."""

import re

__all__ = ["launches"]

_FREE = frozenset(
    ["parameter", "constant", "bitcast", "tuple", "get-tuple-element", "after-all", "partition-id"]
)
"""Operations that are names for what is there."""

_CALLS = re.compile(r"(?:to_apply|calls|body)=%?([\w.\-]+)")

_STEPS = re.compile(r'"known_trip_count":\{"n":"(\d+)"\}')


def launches(program: str) -> int:
    """Return how many kernels, or copies, a program on a GPU starts each time it is run.

    Parameters
    ----------
    program : str
        XLA's text of the compiled program. A loop in it that has no known number of steps is
        a ValueError.
    """
    return _launches("ENTRY", _computations(program))


def _computations(program: str) -> dict[str, list[str]]:
    """Return the lines of each computation, by its name; the whole program's is ENTRY."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in program.splitlines():
        if header := re.match(r"(ENTRY )?%?([\w.\-]+) .*\{$", line):
            lines = found.setdefault("ENTRY" if header[1] else header[2], [])
        elif " = " in line:
            lines.append(line)
    return found


def _launches(name: str, computations: dict[str, list[str]]) -> int:
    return sum(_of_line(line, computations) for line in computations[name])


def _of_line(line: str, computations: dict[str, list[str]]) -> int:
    opcode = re.search(r" ([a-z][a-z\-]*)\(", line.split(" = ", 1)[1])
    if opcode is None or opcode[1] in _FREE or opcode[1].endswith("-done"):
        return 0
    called = _CALLS.search(line)
    if opcode[1] == "while" and called:
        steps = _STEPS.search(line)
        if steps is None:
            raise ValueError(f"a loop has no known number of steps: {line.strip()}")
        return int(steps[1]) * _launches(called[1], computations)
    if opcode[1] in ("call", "async-start") and called:
        return _launches(called[1], computations)
    return 1
