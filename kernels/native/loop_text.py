"""The C++ of a loop over a block of neurons, from the formula of one neuron."""

from collections.abc import Callable, Mapping, Sequence

import jax
import jax.numpy as jnp
import numpy as np

from ..translate import Constant, Input, Program, trace
from ..translate.cpp import constant, statements

__all__ = ["function", "in_any_precision", "in_each_precision", "titled"]


def titled(kind: type, options: Mapping[str, object]) -> str:
    """Return what is compiled, as it is called in Python."""
    shown = ", ".join(f"{name}={value!r}" for name, value in options.items())
    return f"{kind.__module__}.{kind.__qualname__}({shown})"


def in_each_precision(
    formula: Callable[..., Mapping[str, jax.Array]], names: Sequence[str]
) -> list[Program]:
    """Return the programs in float32 and in float64, or one if they differ in rounding alone."""
    single = trace(formula, names, jnp.float32)
    with jax.enable_x64(True):
        double = trace(formula, names, jnp.float64)
    return [double] if _rounded(single) == _rounded(double) else [single, double]


def in_any_precision(
    formula: Callable[..., Mapping[str, jax.Array]], names: Sequence[str]
) -> Program:
    """Return the program of a formula that is the same in float32 and in float64."""
    (program,) = in_each_precision(formula, names)
    return program


def _rounded(program: Program) -> object:
    def rounded(x: object) -> object:
        with np.errstate(over="ignore"):
            return Constant(float(np.float32(x.value))) if isinstance(x, Constant) else x

    operations = [
        (each.primitive, tuple(map(rounded, each.operands)), each.options)
        for each in program.operations
    ]
    return operations, {name: rounded(x) for name, x in program.outputs.items()}


def function(
    signature: str,
    *by_precision: Program,
    operands: Mapping[str, str],
    results: Mapping[str, str],
    parameters: Mapping[str, str] | None = None,
    scalars: Mapping[str, str] | None = None,
    narrowed: bool = False,
) -> list[str]:
    """Return a loop over a block of neurons, or one for each precision.

    Operands and results have a value for each neuron, scalars one for all; parameters may have
    either.
    """
    forms, scalars = parameters or {}, scalars or {}
    lines = [f"  static void {signature} {{"]
    if narrowed:
        lines.append("    using T = double;")
    if len(by_precision) == 1:
        lines += _loop(by_precision[0], forms, scalars, operands, results, narrowed, "    ")
    else:
        kind = "Out" if narrowed else "T"
        for start, program in zip(
            (f"    if constexpr (sizeof({kind}) == 4) {{", "    } else {"),
            by_precision,
            strict=True,
        ):
            loop = _loop(program, forms, scalars, operands, results, narrowed, "      ")
            lines += [start, *loop]
        lines.append("    }")
    return [*lines, "  }"]


def _loop(
    program: Program,
    parameters: Mapping[str, str],
    scalars: Mapping[str, str],
    operands: Mapping[str, str],
    results: Mapping[str, str],
    narrowed: bool,
    indent: str,
) -> list[str]:
    if not program.outputs:
        return []
    used = {x.name for x in program.used() if isinstance(x, Input)}
    forms = [f"const Form each_{name}({parameters[name]});" for name in parameters if name in used]
    forms += [f"const T {name} = {place};" for name, place in scalars.items() if name in used]
    loads = [f"const T {name} = each_{name}[i];" for name in parameters if name in used]
    loads += [f"const T {name} = {place}[i];" for name, place in operands.items() if name in used]
    body, outputs = statements(
        program, lambda x: constant(x.value) if isinstance(x, Constant) else x.name
    )
    stores = [
        f"{place} {f'Out({outputs[name]})' if narrowed else outputs[name]};"
        for name, place in results.items()
        if name in outputs
    ]
    inside = [f"{indent}  {line}" for line in (*loads, *body, *stores)]
    head = [f"{indent}{line}" for line in forms]
    return [*head, f"{indent}VECTORISE for (int i = 0; i < count; ++i) {{", *inside, f"{indent}}}"]
