"""Whatever the shapes, dtypes and parameters, each implementation computes what is written."""

import math

import hypothesis
import jax
import jax.numpy as jnp
import numpy as np
from expected import CASES, spacing
from hypothesis import strategies as st

MOST_ELEMENTS = 3000

EPSILON = float(jnp.finfo("float32").eps)

# Whose gradients add terms that cancel, of the size of the gradient at 0.
CANCELLING = ("SquarewaveFourierSeries", "MultiGaussianGrad")

shapes = (
    st.lists(st.sampled_from([0, 1, 2, 3, 5, 8, 33]), max_size=4)
    .map(tuple)
    .filter(lambda shape: math.prod(shape) <= MOST_ELEMENTS)
)


@st.composite
def problems(draw):
    """Draw a surrogate, some of its parameters as arrays, an input, and a cotangent."""
    case, shape = draw(st.sampled_from(CASES)), draw(shapes)
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    arrays = {}
    for name, value in case.traceable.items():
        if draw(st.booleans()):
            whole = shape[draw(st.integers(0, len(shape))) :]
            part = tuple(draw(st.sampled_from([1, length])) for length in whole)
            arrays[name] = jnp.asarray(value * random.uniform(0.8, 1.2, part), jnp.float32)
    dtype = draw(st.sampled_from(["float32", "bfloat16", "float16"]))
    x, cotangent = (jnp.asarray(random.normal(0, 2, shape), dtype) for _ in range(2))
    return case, arrays, jnp.where(jnp.abs(x) < 0.1, 0 * x, x), cotangent


def computed(case, arrays, x, cotangent):
    """Return the spikes, and the gradients to the parameters and to the input."""

    @jax.jit
    def passes(arrays, x, cotangent):
        spikes, pullback = jax.vjp(lambda p, x: case.make(**p, learnable=True)(x), arrays, x)
        return spikes, *pullback(cotangent)

    return passes(arrays, x, cotangent)


def written(case, arrays, x, cotangent):
    """Return the gradient, what rounding its parts changes, and the terms of the parameters'."""

    @jax.jit
    def formulas(arrays, x, cotangent):
        spike = case.make(**arrays)
        grad, slope = jax.jvp(spike.surrogate_grad, (x,), (jnp.ones_like(x),))
        rounded = jnp.abs(grad) + jnp.abs(x * slope)
        if case.entry.name in CANCELLING:
            rounded += jnp.abs(spike.surrogate_grad(0 * x))
        terms = {name: cotangent * derivative(name, arrays, x) for name in arrays}
        return cotangent * grad, jnp.abs(cotangent) * rounded, terms

    def derivative(name, arrays, x):
        """Return the smooth function's, to a parameter at each element."""

        def smooth(value):
            return case.make(**{**arrays, name: value}).surrogate_fun(x)

        return jax.jvp(smooth, (jnp.broadcast_to(arrays[name], x.shape),), (jnp.ones_like(x),))[1]

    return formulas(arrays, x.astype(jnp.float32), cotangent.astype(jnp.float32))


def summed(terms, shape):
    """Sum over what an array of a shape is broadcast along."""
    aligned = (1,) * (terms.ndim - len(shape)) + shape
    axes = tuple(i for i, length in enumerate(aligned) if length != terms.shape[i])
    return np.sum(np.asarray(terms, np.float64), axes, keepdims=True).reshape(shape)


def within(actual, expected, allowed):
    return (np.abs(np.asarray(actual, np.float64) - expected) <= allowed).all()


@hypothesis.given(problem=problems())
def test_spike_and_its_derivatives(implementation, problem):
    case, arrays, x, cotangent = problem
    hypothesis.assume(x.dtype != "float16" or "TPU" not in implementation)
    spikes, to_arrays, to_x = computed(case, arrays, x, cotangent)
    expected, rounded, terms = written(case, arrays, x, cotangent)

    np.testing.assert_array_equal(spikes, np.asarray(x) >= 0)
    assert spikes.dtype == to_x.dtype == x.dtype
    expected = np.asarray(expected, np.float64)
    two_ulps = 2 * spacing(expected, x.dtype)
    assert within(to_x, expected, two_ulps + 4 * EPSILON * np.asarray(rounded, np.float64))

    if "triton" in implementation:
        # Compared is with XLA's own float32, which rounds alike in all the others.
        return
    for name, value in arrays.items():
        assert to_arrays[name].dtype == "float32"
        size = summed(np.abs(terms[name]), value.shape)
        allowed = 4 * EPSILON * (size + summed(np.abs(cotangent), value.shape))
        assert within(to_arrays[name], summed(terms[name], value.shape), allowed), name
