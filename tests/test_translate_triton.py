"""Formulas as Triton: each primitive, and random ones, interpreted beside `jax.numpy`."""

import functools
import operator

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jax import lax

pytest.importorskip("triton", reason="Triton is not installed: pip install 'spikefuse[triton]'")

from spikefuse.kernels.dispatch import Task, shapes
from spikefuse.kernels.elementwise import triton as elementwise
from spikefuse.kernels.translate import trace
from spikefuse.kernels.translate.names import identifiers
from spikefuse.kernels.translate.triton import EXPANSIONS, constant, not_reached, statements

FINITE = (-1e30, -88.8, -3.5, -2.5, -1.0, -0.5, -0.0, 0.0, 1e-3, 0.5, 1.0, 1.5, 2.5, 7.0, 1e30)
SOME = jnp.asarray([-np.inf, *FINITE, np.inf, np.nan], jnp.float32)
X, Y = (grid.ravel() for grid in jnp.meshgrid(SOME, SOME))

INSIDE = jnp.linspace(-0.99, 0.99, 23)


def translated(formula, *names, dtype=jnp.float32):
    program = trace(lambda *xs: {"y": formula(*xs)}, names, dtype, EXPANSIONS, fold=True)
    lines, outputs = statements(program, dtype)
    return [*lines, outputs["y"]]


def interpreted(formula, *operands, dtype=jnp.float32):
    """Return what Triton's interpreter makes of a formula's kernel."""
    result = jax.ShapeDtypeStruct(operands[0].shape, dtype)
    task = Task("cuda", shapes(operands), shapes([result]), interpret=True)
    run = functools.partial(elementwise.run, task, formula=formula, dtype=dtype)
    return jax.jit(run)(*operands)


EXACT = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "neg": lambda x, y: -x + y,
    "lt": lambda x, y: jnp.where(x < y, x, y),
    "le": lambda x, y: jnp.where(x <= y, x, y),
    "gt": lambda x, y: jnp.where(x > y, x, y),
    "ge": lambda x, y: jnp.where(x >= y, x, y),
    "eq": lambda x, y: jnp.where(x == y, 1.0, 2.0),
    "ne": lambda x, y: jnp.where(x != y, 1.0, 2.0),
    "and": lambda x, y: ((x > 0) & (y > 0)).astype(x.dtype),
    "or": lambda x, y: ((x > 0) | (y > 0)).astype(x.dtype),
    "xor": lambda x, y: ((x > 0) ^ (y > 0)).astype(x.dtype),
    "not": lambda x, y: (~(x > y)).astype(x.dtype),
    "a comparison of truth values": lambda x, y: ((x > 0) == (y > 0)).astype(x.dtype),
    "abs": lambda x, y: jnp.abs(x),
    "max": lambda x, y: jnp.maximum(x, y),
    "min": lambda x, y: jnp.minimum(x, y),
    "clamp": lambda x, y: lax.clamp(jnp.float32(-1), x, jnp.float32(2)),
    "sign": lambda x, y: jnp.sign(x),
    "floor": lambda x, y: jnp.floor(x),
    "ceil": lambda x, y: jnp.ceil(x),
    "round to the even": lambda x, y: jnp.round(x),
    "round away from zero": lambda x, y: lax.round(x, lax.RoundingMethod.AWAY_FROM_ZERO),
    "sqrt": lambda x, y: jnp.sqrt(x),
    "square": lambda x, y: jnp.square(x),
    "is_finite": lambda x, y: jnp.isfinite(x).astype(x.dtype),
    "isnan": lambda x, y: jnp.where(jnp.isnan(x), 0.0, x),
    "integer_pow": lambda x, y: x**5,
    "integer_pow, negative": lambda x, y: x**-3,
    "zeroth power": lambda x, y: x**0,
    "to an integer": lambda x, y: (
        jnp.clip(jnp.nan_to_num(x), -9, 9).astype(jnp.int32).astype(x.dtype)
    ),
    "integers": lambda x, y: ((jnp.where(x > 1, 7, 12) & 6) * 3 - 1).astype(x.dtype),
    "shifts": lambda x, y: ((jnp.where(x > 1, -7, 12) << 3) >> 1).astype(x.dtype),
    "to bits": lambda x, y: (lax.bitcast_convert_type(jnp.abs(x), jnp.int32) > 2**29).astype(
        x.dtype
    ),
    "from bits": lambda x, y: lax.bitcast_convert_type(jnp.where(x > y, 2**30, 0), jnp.float32),
    "to float16": lambda x, y: x.astype(jnp.float16).astype(x.dtype),
    "to bfloat16": lambda x, y: (x * 1.00391).astype(jnp.bfloat16).astype(x.dtype),
    "a constant alone": lambda x, y: jnp.full_like(x, 0.1),
    "of constants alone": lambda x, y: jnp.full_like(x, 0.1) * jnp.full_like(x, 3.0),
    "a truth value alone": lambda x, y: jnp.ones_like(x, dtype=bool) & (x > 0),
    "of an infinite constant": lambda x, y: jnp.where(x == -jnp.inf, jnp.nan, x),
    "nested calls": lambda x, y: jax.jit(lambda z: jax.nn.relu(z) * 2.0)(x) + y,
    "a subnormal constant": lambda x, y: jnp.where(x > jnp.float32(1e-40), 1.0, 2.0),
}
"""What NumPy computes as XLA does, bit for bit."""


@pytest.mark.parametrize("name", EXACT)
def test_a_primitive_is_exact(name):
    # One operation after the other, since XLA fuses multiplications with additions.
    with jax.disable_jit():
        expected = EXACT[name](X, Y)
    np.testing.assert_array_equal(interpreted(EXACT[name], X, Y), expected.astype(jnp.float32))


CLOSE = {
    "acos": jnp.arccos,
    "acosh": lambda x: jnp.arccosh(1 + x * x),
    "asin": jnp.arcsin,
    "asinh": jnp.arcsinh,
    "atan": jnp.arctan,
    "atan2": lambda x: jnp.arctan2(x, 0.3 - x),
    "atanh": jnp.arctanh,
    "cos": jnp.cos,
    "cosh": jnp.cosh,
    "erf": lax.erf,
    "erfc": lax.erfc,
    "exp": jnp.exp,
    "exp2": jnp.exp2,
    "expm1": jnp.expm1,
    "log": lambda x: jnp.log(1.5 + x),
    "log1p": jnp.log1p,
    "log2": lambda x: jnp.log2(1.5 + x),
    "logistic": jax.nn.sigmoid,
    "pow": lambda x: (1.5 + x) ** (x - 0.25),
    "rsqrt": lambda x: lax.rsqrt(1.5 + x),
    "sin": jnp.sin,
    "sinh": jnp.sinh,
    "tan": jnp.tan,
    "tanh": jnp.tanh,
    "a derivative": jax.grad(lambda x: jnp.tanh(x) * jax.nn.softplus(x)),
}


@pytest.mark.parametrize("name", CLOSE)
def test_a_function_is_the_right_one(name):
    formula = jnp.vectorize(CLOSE[name])
    expected = formula(INSIDE)
    np.testing.assert_allclose(interpreted(formula, INSIDE), expected, rtol=2e-6, atol=1e-7)


BINARY = (
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    jnp.maximum,
    jnp.minimum,
    lambda x, y: jnp.where(x < y, x, y),
    lambda x, y: jnp.where((x >= 0) & ~(y != 1), y, -x),
)

UNARY = (
    operator.neg,
    jnp.abs,
    jnp.sign,
    jnp.floor,
    jnp.square,
    lambda x: jnp.sqrt(jnp.abs(x)),
    lambda x: x**3,
    lambda x: (x > 0.5).astype(x.dtype),
)


def applied(function, *parts):
    return lambda x, y: function(*(part(x, y) for part in parts))


LEAVES = st.one_of(
    st.sampled_from([lambda x, y: x, lambda x, y: y]),
    st.integers(-16, 16).map(lambda n: lambda x, y: jnp.full_like(x, n / 8)),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(applied, st.sampled_from(UNARY), parts),
        st.builds(applied, st.sampled_from(BINARY), parts, parts),
    ),
    max_leaves=10,
)


@given(tree=TREES)
def test_random_formulas(tree):
    # Multiples of a power of two, so that nothing becomes subnormal, which XLA takes for 0.
    values = jnp.asarray([-3.0, -1.25, -0.5, 0.0, 0.125, 1.0, 2.5], jnp.float32)
    x, y = (grid.ravel() for grid in jnp.meshgrid(values, values))
    with jax.disable_jit():
        expected = tree(x, y)
    np.testing.assert_array_equal(interpreted(tree, x, y), expected)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (lambda x, y: x - (y - x), "x - (y - x)"),
        (lambda x, y: x - y - x, "x - y - x"),
        (lambda x, y: x * (y + x), "x * (y + x)"),
        (lambda x, y: -(x + y), "-(x + y)"),
        (lambda x, y: x / (y * x), "tl.math.div_rn(x, y * x)"),
        (lambda x, y: jnp.where((x > y) & (x > 1), x, y), "tl.where((x > y) & (x > 1.0), x, y)"),
        (lambda x, y: (x >= 0).astype(x.dtype) * y, "(x >= 0.0).to(tl.float32) * y"),
        (lambda x, y: 1 / y**2, "tl.math.div_rn(1.0, y * y)"),
        (lambda x, y: jnp.exp(-jnp.abs(x + 0.1)), "libdevice.exp(-tl.abs(x + 0.1))"),
        (lambda x, y: jnp.sqrt(x), "tl.math.sqrt_rn(x)"),
    ],
)
def test_text(formula, text):
    assert translated(formula, "x", "y")[-1] == text


def test_polynomial():
    # JAX 0.12 was the first to have one.
    if (polynomial := getattr(lax, "polynomial", None)) is None:
        pytest.skip("this JAX has no such primitive")

    def formula(x):
        return polynomial(x, [1.0, -0.5, 0.25])

    np.testing.assert_allclose(interpreted(formula, INSIDE), formula(INSIDE), rtol=1e-6)


def test_float64_has_its_own_division_and_its_own_constants():
    with jax.enable_x64(True):
        found = translated(lambda x: jnp.sqrt(x / 0.1), "x", dtype=jnp.float64)
    assert found == ["tl.sqrt(x / tl.full((), 0.1, tl.float64))"]


def test_numbers():
    texts = {0.1: "0.1", 2.0: "2.0", -1.0: "-1.0", -0.0: "-0.0", True: "True", 3: "3"}
    for value, text in texts.items():
        assert constant(value) == text
    assert constant(float("-inf")) == 'float("-inf")'
    # Triton would take it for a float64.
    assert constant(float(np.float32(1e-40))) == "tl.full((), 1e-40, tl.float32)"
    assert constant(0.5, typed=True) == "tl.full((), 0.5, tl.float32)"


@given(value=st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_the_text_of_a_number_is_that_number(value):
    text = constant(value).removeprefix("tl.full((), ").removesuffix(", tl.float32)")
    assert np.float32(float(text)) == np.float32(value)


@pytest.mark.parametrize(
    ("formula", "named"),
    [
        (jax.scipy.special.digamma, "'digamma'"),
        (lambda x: jnp.where(x > 0, 7, 3) // 2 + x, "'div'"),
        (lambda x: jnp.stack([x, x])[0], "'stack'|'broadcast_in_dim'"),
        (lambda x: lax.cond(x > 0, jnp.sin, jnp.cos, x), "'cond'"),
        (lambda x: lax.fori_loop(0, 3, lambda _, y: y * x, x), "'while'|'scan'"),
    ],
)
def test_an_unknown_primitive_is_named_with_its_place(formula, named):
    with pytest.raises(NotImplementedError, match=rf"({named}) \(at .*\.py:\d+.*\) is no"):
        translated(lambda x: formula(x) * 1.0, "x")


def test_outputs_that_are_numbers():
    program = trace(
        lambda x, a: {"y": x + a, "b": 2 * a, "one": jnp.ones_like(x)},
        ["x", "a"],
        jnp.float32,
        EXPANSIONS,
        fold=True,
    )
    assert not_reached(program, ["x"]) == {"b", "one"}


def test_names():
    given_names = ["surrogate.alpha", "alpha", "['fast']", "lambda", "tl", "a0", "x", "to_x", ""]
    given_names += ["beta_2", "beta", "beta", "beta"]
    found = identifiers(given_names)
    assert found[:3] == ["alpha", "alpha_2", "fast"]
    assert len(set(found)) == len(found)
    assert all(name.isidentifier() for name in found)
    assert {"lambda", "tl", "a0", "to_x"}.isdisjoint(found)
