"""The C++ of a surrogate: its slope, and what its parameters learn."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp

from ..translate.division import divided
from .catalogue import CompiledSurrogate
from .loop_text import function, in_each_precision, titled

__all__ = ["surrogate"]


def surrogate(compiled: CompiledSurrogate) -> str:
    """Return the C++ of a surrogate."""
    own = compiled.parameters

    def slope(x: jax.Array, *parameters: jax.Array) -> Mapping[str, jax.Array]:
        return {"slope": _made(compiled, parameters).surrogate_grad(x)}

    def learn(x: jax.Array, *parameters: jax.Array) -> Mapping[str, jax.Array]:
        def smooth(i: int) -> Callable[[jax.Array], jax.Array]:
            def of_one(value: jax.Array) -> jax.Array:
                changed = [*parameters[:i], value, *parameters[i + 1 :]]
                return _made(compiled, changed).surrogate_fun(x)

            return of_one

        return {
            f"learnt{i}": jax.jvp(smooth(i), (value,), (jnp.ones_like(value),))[1]
            for i, value in enumerate(parameters)
        }

    results = {"slope": "slopes[i] ="}
    results |= {f"learnt{i}": f"learnt[{i}][i] =" for i in range(len(own))}
    lines = [
        f"// {titled(compiled.surrogate, compiled.fixed)}",
        f"struct {compiled.name} {{",
        f'  static constexpr char name[] = "{compiled.name}";',
        f"  static constexpr int parameters = {len(own)};{_comment(own)}",
    ]
    constants = 0
    for name, formula, target in (
        ("slope", slope, "T* slopes"),
        ("learn", learn, "T* const* learnt"),
    ):
        by_precision = [
            divided(program, own, "c") for program in in_each_precision(formula, ["x", *own])
        ]
        constants = max([constants, *(len(first.outputs) for first, _ in by_precision)])
        given = {each: f"parameters[{i}]" for i, each in enumerate(own)}
        made = {f"c{i}": f"constants[{i}][i] =" for i in range(constants)}
        lines += ["", "  // What comes of the parameters alone, in double precision."]
        lines += ["  template <typename Out>"]
        lines += function(
            f"{name}_constants(const double* const* parameters, Out* const* constants, int count)",
            *(first for first, _ in by_precision),
            operands=given,
            results=made,
            narrowed=True,
        )
        held = {f"c{i}": f"constants[{i}]" for i in range(constants)}
        lines += ["", "  template <typename T, typename Form>"]
        lines += function(
            f"{name}(const T* xs, const T* const* constants, {target}, int count)",
            *(rest for _, rest in by_precision),
            parameters=held,
            operands={"x": "xs"},
            results=results,
        )
    lines.insert(4, f"  static constexpr int constants = {constants};")
    return "\n".join([*lines, "};"])


def _made(compiled: CompiledSurrogate, parameters: Sequence[jax.Array]) -> Any:
    given = dict(zip(compiled.parameters, parameters, strict=True))
    return compiled.surrogate(**given, **compiled.fixed)


def _comment(names: Sequence[str]) -> str:
    return f"  // {', '.join(names)}" if names else ""
