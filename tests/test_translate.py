"""Formulas as programs of scalars, and those as C++."""

import jax
import jax.numpy as jnp
import pytest

from spikefuse.kernels.translate import Constant, Input, Operation, Reference, trace
from spikefuse.kernels.translate.cpp import constant, statements
from spikefuse.kernels.translate.division import divided
from spikefuse.surrogate import Arctan, Sigmoid


def translated(formula, *names):
    program = trace(lambda *xs: {"y": formula(*xs)}, names, jnp.float32)
    lines, outputs = statements(program, shown)
    return [*lines, outputs["y"]]


def shown(x):
    return constant(x.value) if isinstance(x, Constant) else x.name


def test_program_of_a_formula():
    program = trace(lambda x, y: {"sum": x * y + x * y}, ["x", "y"], jnp.float32)
    product = Operation("mul", (Input("x"), Input("y")), is_bool=False)
    total = Operation("add", (Reference(0), Reference(0)), is_bool=False)
    assert program.operations == (product, total)
    assert program.outputs == {"sum": Reference(1)}


def test_calls_are_inlined_and_dead_code_is_left_out():
    @jax.jit
    def called(x):
        jnp.sin(x)
        return jax.nn.relu(x)

    assert translated(lambda x: called(x) * 2.0, "x") == ["maximum(x, T(0)) * T(2)"]


def test_derivative_that_is_declared():
    def slope(x, alpha):
        return jax.grad(lambda x: Sigmoid(alpha)(x))(x)

    with pytest.raises(NotImplementedError, match=r"'scale' .* is no primitive that is translated"):
        translated(slope, "x", "alpha")
    derivative = translated(lambda x: jax.grad(jnp.square)(x), "x")
    assert derivative == ["T(1) * (T(2) * x)"]


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (lambda x, y: x - (y - x), "x - (y - x)"),
        (lambda x, y: x - y - x, "x - y - x"),
        (lambda x, y: x * (y + x), "x * (y + x)"),
        (lambda x, y: x / (y * x), "x / (y * x)"),
        (lambda x, y: -(x + y), "-(x + y)"),
        (lambda x, y: jnp.where(x > y, x, 0.0), "x > y ? x : T(0)"),
        (lambda x, y: jnp.where((x > y) & (x > 1), x, y), "(x > y) & (x > T(1)) ? x : y"),
        (lambda x, y: (x >= 0).astype(x.dtype) * y, "(x >= T(0) ? T(1) : T(0)) * y"),
        (lambda x, y: x**3 + 1 / y**2, "power<3>(x) + T(1) / power<2>(y)"),
        (lambda x, y: jnp.exp(-jnp.abs(x + y)), "exponential(-absolute(x + y))"),
        (lambda x, y: jnp.full_like(x, jnp.inf), "infinity<T>()"),
    ],
)
def test_parentheses_where_they_are_needed(formula, text):
    assert translated(formula, "x", "y")[-1] == text


def test_what_is_used_twice_has_a_name():
    assert translated(lambda x, y: (x + y) * (x + y), "x", "y") == [
        "const T a0 = x + y;",
        "a0 * a0",
    ]
    lines = translated(lambda x, y: jnp.where(x > y, x, jnp.where(x > y, y, 1.0)), "x", "y")
    assert lines == ["const bool is0 = x > y;", "is0 ? x : (is0 ? y : T(1))"]


def test_unknown_primitive_is_named_with_its_place():
    with pytest.raises(NotImplementedError, match=r"'sin' \(at .*test_translate.py:\d+.*\) is no"):
        translated(lambda x: jnp.sin(x), "x")


def test_what_comes_of_parameters_alone_is_divided_off():
    program = trace(
        lambda x, alpha: {"slope": Arctan(alpha).surrogate_grad(x)}, ["x", "alpha"], jnp.float32
    )
    first, rest = divided(program, ["alpha"], "c")
    assert {x.name for x in first.used() if isinstance(x, Input)} == {"alpha"}
    assert set(first.outputs) == {"c0", "c1"}
    assert {x.name for x in rest.used() if isinstance(x, Input)} == {"x", "c0", "c1"}


def test_numbers():
    texts = {0.1: "T(0.1)", 2.0: "T(2)", -1.0: "T(-1)", -0.0: "T(-0.0)", 1e30: "T(1e+30)"}
    for value, text in texts.items():
        assert constant(value) == text
    assert constant(float("-inf")) == "-infinity<T>()"
    with pytest.raises(NotImplementedError, match="NaN"):
        constant(float("nan"))
