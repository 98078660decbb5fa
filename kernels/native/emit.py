"""The C++ of steps and surrogates: loops over a block of neurons, each of them one formula."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ..translate import Constant, Input, Program, trace
from ..translate.cpp import constant, statements
from ..translate.division import divided
from .catalogue import CompiledStep, CompiledSurrogate
from .cut import CutStep

__all__ = ["step", "surrogate"]


def step(compiled: CompiledStep) -> str:
    """Return the C++ of a step."""
    cut = CutStep(compiled.make, compiled.parameters)
    states, inner = cut.states, len(cut.is_current)
    parameters = {name: f"row.parameters[{i}]" for i, name in enumerate(compiled.parameters)}
    cuts = ["slope", "spike"]
    before = {f"state{i}": f"row.state[{i}]" for i in range(states)}
    charged = {f"inner{i}": f"row.inner[{i}]" for i in range(inner)}
    after = {f"to_state{i}": f"row.to_state[{i}]" for i in range(states)}
    operands = {"slope": "row.slope", "current": "row.current"}
    operands |= {**before, **charged, **after, "to_spike": "row.to_spike"}
    of_parameters = len(parameters) + len(cuts)

    def forward(*xs: jax.Array) -> Mapping[str, jax.Array]:
        given, state, current = xs[:of_parameters], xs[of_parameters:-1], xs[-1]
        values = cut.charge(state, current, given)
        following, spike = cut.fire(values, given)
        return {**_numbered("inner", values), **_numbered("next", following), "spike": spike}

    def distance(*xs: jax.Array) -> Mapping[str, jax.Array]:
        found = cut.distance(xs[of_parameters:], xs[:of_parameters])
        return {} if found is None else {"distance": found}

    def settle(*xs: jax.Array) -> Mapping[str, jax.Array]:
        return _numbered("next", cut.fire(xs[of_parameters:], xs[:of_parameters])[0])

    def backward(*xs: jax.Array) -> Mapping[str, jax.Array]:
        given, current, to_spike = xs[:of_parameters], xs[of_parameters], xs[-1]
        rest = iter(xs[of_parameters + 1 : -1])
        at, state, to_state = (list(itertools.islice(rest, n)) for n in (inner, states, states))
        return cut.back(at, state, current, given, (to_state, to_spike))

    def plain(*xs: jax.Array) -> Mapping[str, jax.Array]:
        named = {"to_current", *after}
        return {name: x for name, x in backward(*xs).items() if name in named}

    at_step = ["current", *charged, *before, *after, "to_spike"]
    results = {f"inner{i}": f"row.charged[{i}][i] =" for i in range(inner)}
    results |= {f"next{i}": f"row.next[{i}][i] =" for i in range(states)}
    results |= {name: f"row.{name}[i] =" for name in ("spike", "distance")}
    results |= {name: f"row.{name}[i] =" for name in ("to_current", "through_spike")}
    results |= {name: f"{place}[i] =" for name, place in after.items()}
    results |= {f"to_{name}": f"row.sums[{i}][i] +=" for i, name in enumerate(parameters)}
    parts: Mapping[str, tuple[Callable[..., Mapping[str, jax.Array]], Sequence[str]]] = {
        "forward": (forward, [*before, "current"]),
        "distance": (distance, [*charged]),
        "settle": (settle, [*charged]),
        "backward": (plain, at_step),
        "backward_to_parameters": (backward, at_step),
    }
    lines = [
        f"// {_titled(compiled.neuron, compiled.options)}",
        f"struct {compiled.name} {{",
        f'  static constexpr char name[] = "{compiled.name}";',
        f"  static constexpr int states = {states}, inner = {inner};",
        f"  static constexpr int parameters = {len(parameters)};  // {', '.join(parameters)}",
    ]
    fires = state_matters = False
    for name, (formula, own) in parts.items():
        program = _in_any_precision(formula, [*parameters, *cuts, *own])
        if name == "distance":
            fires = bool(program.outputs)
        if name == "backward":
            state_matters = not {Input(x) for x in before}.isdisjoint(program.used())
        lines += ["", "  template <typename T, typename Form>"]
        signature = f"{name}(const Row<T>& row, int count)"
        lines += _function(
            signature, program, parameters=parameters, operands=operands, results=results
        )
    facts = {"fires": fires, "state_matters": state_matters}
    shown = ", ".join(f"{name} = {str(value).lower()}" for name, value in facts.items())
    lines.insert(4, f"  static constexpr bool {shown};")
    return "\n".join([*lines, "};"])


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
        f"// {_titled(compiled.surrogate, compiled.fixed)}",
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
            divided(program, own, "c") for program in _in_each_precision(formula, ["x", *own])
        ]
        constants = max([constants, *(len(first.outputs) for first, _ in by_precision)])
        given = {each: f"parameters[{i}]" for i, each in enumerate(own)}
        made = {f"c{i}": f"constants[{i}][i] =" for i in range(constants)}
        lines += ["", "  // What comes of the parameters alone, in double precision."]
        lines += ["  template <typename Out>"]
        lines += _function(
            f"{name}_constants(const double* const* parameters, Out* const* constants, int count)",
            *(first for first, _ in by_precision),
            operands=given,
            results=made,
            narrowed=True,
        )
        held = {f"c{i}": f"constants[{i}]" for i in range(constants)}
        lines += ["", "  template <typename T, typename Form>"]
        lines += _function(
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


def _numbered(name: str, values: Sequence[jax.Array]) -> dict[str, jax.Array]:
    return {f"{name}{i}": x for i, x in enumerate(values)}


def _titled(kind: type, options: Mapping[str, object]) -> str:
    shown = ", ".join(f"{name}={value!r}" for name, value in options.items())
    return f"{kind.__module__}.{kind.__qualname__}({shown})"


def _comment(names: Sequence[str]) -> str:
    return f"  // {', '.join(names)}" if names else ""


def _in_each_precision(
    formula: Callable[..., Mapping[str, jax.Array]], names: Sequence[str]
) -> list[Program]:
    """Return the programs in float32 and in float64, or one if they differ in rounding alone."""
    single = trace(formula, names, jnp.float32)
    with jax.enable_x64(True):
        double = trace(formula, names, jnp.float64)
    return [double] if _rounded(single) == _rounded(double) else [single, double]


def _in_any_precision(
    formula: Callable[..., Mapping[str, jax.Array]], names: Sequence[str]
) -> Program:
    (program,) = _in_each_precision(formula, names)
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


def _function(
    signature: str,
    *by_precision: Program,
    operands: Mapping[str, str],
    results: Mapping[str, str],
    parameters: Mapping[str, str] | None = None,
    narrowed: bool = False,
) -> list[str]:
    """Return a loop over a block of neurons, or one for each precision.

    Operands and results have a value for each neuron; parameters may have one for all.
    """
    lines = [f"  static void {signature} {{"]
    if narrowed:
        lines.append("    using T = double;")
    if len(by_precision) == 1:
        lines += _loop(by_precision[0], parameters or {}, operands, results, narrowed, "    ")
    else:
        kind = "Out" if narrowed else "T"
        for start, program in zip(
            (f"    if constexpr (sizeof({kind}) == 4) {{", "    } else {"),
            by_precision,
            strict=True,
        ):
            loop = _loop(program, parameters or {}, operands, results, narrowed, "      ")
            lines += [start, *loop]
        lines.append("    }")
    return [*lines, "  }"]


def _loop(
    program: Program,
    parameters: Mapping[str, str],
    operands: Mapping[str, str],
    results: Mapping[str, str],
    narrowed: bool,
    indent: str,
) -> list[str]:
    if not program.outputs:
        return []
    used = {x.name for x in program.used() if isinstance(x, Input)}
    forms = [f"const Form each_{name}({parameters[name]});" for name in parameters if name in used]
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
