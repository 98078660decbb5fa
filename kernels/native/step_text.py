"""The C++ of a step: loops over a block of neurons, each of them one formula."""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence

import jax

from ..translate import Input
from .catalogue import CompiledStep
from .cut import CUTS, CutStep
from .loop_text import function, in_any_precision, titled

__all__ = ["steps"]

_APPROXIMATE = ("exp", "expm1", "log", "log1p", "erf", "tanh", "logistic")
"""Functions that each set of instructions computes in its own way."""


def steps(compiled: Iterable[CompiledStep]) -> list[str]:
    """Return the C++ of each step; a loop that two of them have in common is written once."""
    written: dict[str, str] = {}
    return [_step(each, written) for each in compiled]


def _step(compiled: CompiledStep, written: dict[str, str]) -> str:
    """Return the C++ of a step; `written` has the step where each loop stands."""
    cut = CutStep(compiled.make, compiled.parameters)
    states, inner = cut.states, len(cut.is_current)
    parameters = {name: f"row.parameters[{i}]" for i, name in enumerate(compiled.parameters)}
    before = {f"state{i}": f"row.state[{i}]" for i in range(states)}
    charged = {f"inner{i}": f"row.inner[{i}]" for i in range(inner)}
    after = {f"to_state{i}": f"row.to_state[{i}]" for i in range(states)}
    operands = {"slope": "row.slope", "current": "row.current"}
    operands |= {**before, **charged, **after, "to_spike": "row.to_spike"}
    of_parameters = len(parameters) + len(CUTS)

    def forward(*xs: jax.Array) -> Mapping[str, jax.Array]:
        given, state, current = xs[:of_parameters], xs[of_parameters:-1], xs[-1]
        values = cut.charge(state, current, given)
        following, spike = cut.fire(values, given)
        return {**_numbered("inner", values), **_numbered("next", following), "spike": spike}

    def distance(*xs: jax.Array) -> Mapping[str, jax.Array]:
        found = cut.distance(xs[of_parameters:], xs[:of_parameters])
        return {} if found is None else {"distance": found}

    def settle(*xs: jax.Array) -> Mapping[str, jax.Array]:
        following, spike = cut.fire(xs[of_parameters:], xs[:of_parameters])
        return {**_numbered("next", following), "spike": spike}

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
        f"// {titled(compiled.neuron, compiled.options)}",
        f"struct {compiled.name} {{",
        f'  static constexpr char name[] = "{compiled.name}";',
        f"  static constexpr int states = {states}, inner = {inner};",
        f"  static constexpr int parameters = {len(parameters)};  // {', '.join(parameters)}",
    ]
    fires = state_matters = exact = False
    for name, (formula, own) in parts.items():
        program = in_any_precision(formula, [*parameters, *CUTS, *own])
        if name == "forward":
            exact = {each.primitive for each in program.operations}.isdisjoint(_APPROXIMATE)
        if name == "distance":
            fires = bool(program.outputs)
        if name == "backward":
            state_matters = not {Input(x) for x in before}.isdisjoint(program.used())
        lines += ["", "  template <typename T, typename Form>"]
        signature = f"{name}(const Row<T>& row, int count)"
        loop = function(
            signature,
            program,
            parameters=parameters,
            scalars={"edge": "row.edge"},
            operands=operands,
            results=results,
        )
        owner = written.setdefault("\n".join(loop), compiled.name)
        same = f"  static constexpr auto {name} = {owner}::template {name}<T, Form>;"
        lines += loop if owner == compiled.name else [same]
    facts = {"fires": fires, "state_matters": state_matters, "exact": exact}
    shown = ", ".join(f"{name} = {str(value).lower()}" for name, value in facts.items())
    lines.insert(4, f"  static constexpr bool {shown};")
    return "\n".join([*lines, "};"])


def _numbered(name: str, values: Sequence[jax.Array]) -> dict[str, jax.Array]:
    return {f"{name}{i}": x for i, x in enumerate(values)}
