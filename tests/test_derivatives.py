import collections
import functools
import math
import os
import re
import subprocess
import sys
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import with_any_jax
from expected import DEFAULTS, spacing
from jax.sharding import PartitionSpec as P

import spikefuse
from spikefuse import surrogate
from spikefuse.kernels import elementwise

TPU = "pallas for TPU, interpreted"

every_implementation = pytest.mark.usefixtures("implementation")


def assert_close(actual, expected):
    """Compare trees of arrays, to within the roundings of float32."""
    near = functools.partial(np.testing.assert_allclose, rtol=2e-6, atol=1e-7)
    jax.tree.map(near, actual, expected)


# The formulas of Sigmoid, written by hand.


def slope(x, alpha):
    return alpha * jax.nn.sigmoid(alpha * x) * jax.nn.sigmoid(-alpha * x)


def slope_to_alpha(x, alpha):
    return x * jax.nn.sigmoid(alpha * x) * jax.nn.sigmoid(-alpha * x)


def textbook(learnable=False):
    @jax.custom_jvp
    def spike(x, alpha):
        return jnp.broadcast_to(x >= 0, jnp.broadcast_shapes(x.shape, jnp.shape(alpha))) * 1.0

    @spike.defjvp
    def _(primals, tangents):
        x, alpha = primals
        tangent = tangents[0] * slope(x, alpha)
        if learnable:
            tangent += tangents[1] * slope_to_alpha(x, alpha)
        return spike(x, alpha), tangent

    return spike


def sigmoid(x, alpha):
    return surrogate.sigmoid(x, alpha)


def learnable_sigmoid(x, alpha):
    return surrogate.sigmoid(x, alpha, learnable=True)


X = jnp.linspace(-1.5, 2.0, 6)
ALPHA = jnp.array([0.5, 1.0, 2.0, 3.0, 4.0, 5.0])


def passes(spike):
    """Return a function that gives the spikes and the gradient."""

    def both(x, cotangent):
        spikes, pullback = jax.vjp(spike, x)
        return spikes, pullback(cotangent)[0]

    return both


# Values and dtypes.


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "float16"])
@with_any_jax
def test_value_and_gradient_have_the_dtype_of_the_input(dtype, implementation):
    x = jnp.array([jnp.nan, -jnp.inf, -1e-7, -0.0, 0.0, 1e-7, 0.5, jnp.inf], dtype)
    spike = surrogate.Sigmoid(jnp.float32(2.0))
    if (dtype, implementation) == ("float16", TPU):
        with pytest.raises(NotImplementedError, match="no float16 on TPU; use bfloat16, or 'xla'"):
            spike(x)
        return
    spikes = spike(x)
    assert spikes.dtype == dtype
    assert spikes.tolist() == [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    gradients = jax.grad(lambda x: jnp.sum(spike(x)))(x)
    assert gradients.dtype == dtype
    expected = np.array([0.0, 0.5, 0.5, 0.5, 0.5, slope(0.5, 2.0), 0.0])
    error = np.abs(np.asarray(gradients[1:], np.float64) - expected)
    assert (error <= 1.001 * spacing(expected, dtype)).all()


@pytest.mark.parametrize("x64", [False, True])
@pytest.mark.parametrize(
    "x", [1, -1, 0, True, 0.5, [-1, 2], np.arange(-1, 2), jnp.array([True, False])], ids=str
)
def test_what_is_not_floating_is_promoted(x, x64):
    with jax.enable_x64(x64):
        spikes = surrogate.Sigmoid()(x)
    assert spikes.dtype == ("float64" if x64 else "float32")
    np.testing.assert_array_equal(spikes, np.asarray(x) >= 0)


@pytest.mark.parametrize("x", [1j, jnp.array([1.0 + 2.0j])], ids=str)
@pytest.mark.parametrize(
    "function",
    [surrogate.Sigmoid(), surrogate.Sigmoid().surrogate_grad, surrogate.Sigmoid().surrogate_fun],
    ids=["spike", "surrogate_grad", "surrogate_fun"],
)
def test_complex_input_is_refused(function, x):
    with pytest.raises(TypeError, match=r"x is complex .*pass x\.real or abs\(x\)"):
        function(x)


def test_float64():
    with jax.enable_x64(True):
        x = jnp.linspace(-2.0, 2.0, 5)
        spikes, pullback = jax.vjp(surrogate.Sigmoid(), x)
        gradients = pullback(jnp.ones_like(x))[0]
        expected = slope(x, 4.0)
    assert spikes.dtype == gradients.dtype == "float64"
    np.testing.assert_allclose(gradients, expected, rtol=1e-14)


SHAPES = [(), (1,), (0,), (3, 0, 2), (1031,), (3, 5, 1, 33), (7, 1024), (5000,), (2, 3, 4, 5)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@every_implementation
def test_shapes(shape):
    x = jnp.linspace(-2.0, 2.0, math.prod(shape) or 1)[: math.prod(shape)].reshape(shape)
    cotangent = jnp.cos(x)
    spikes, gradients = jax.jit(passes(surrogate.Sigmoid(2.0)))(x, cotangent)
    np.testing.assert_array_equal(spikes, np.asarray(x) >= 0)
    assert spikes.shape == shape
    assert_close(gradients, cotangent * slope(x, 2.0))


# Transformations, compared with the same of the formulas above.

V = jnp.array([1.0, -0.5, 0.25, 2.0, -1.0, 0.75])


def linear_part(f):
    return lambda x: jax.linearize(f, x)[1]


def total(f):
    return lambda x: jnp.sum(f(x) * V)


CURRENTS = jnp.stack([V, -V, V])


def step(f):
    def advance(membrane, current):
        spikes = f(membrane)
        return 0.5 * membrane + current - spikes, spikes

    return advance


def scanned(f):
    return lambda x: jnp.sum(jax.lax.scan(step(f), x, CURRENTS)[1] * V)


def unrolled(f):
    def loss(x):
        total = 0.0
        for current in CURRENTS:
            x, spikes = step(f)(x, current)
            total += jnp.sum(spikes * V)
        return total

    return loss


TRANSFORMATIONS = {
    "grad": lambda f: jax.grad(total(f)),
    "value and grad": lambda f: jax.value_and_grad(total(f)),
    "jvp": lambda f: lambda x: jax.jvp(f, (x,), (V,)),
    "vjp": lambda f: lambda x: jax.vjp(f, x)[1](V),
    "jacfwd": jax.jacfwd,
    "jacrev": jax.jacrev,
    "linearize": lambda f: lambda x: linear_part(f)(x)(V),
    "linear transpose": lambda f: lambda x: jax.linear_transpose(linear_part(f)(x), x)(V),
    "hessian": lambda f: jax.hessian(total(f)),
    "reverse over reverse": lambda f: jax.grad(total(jax.grad(total(f)))),
    "third derivative": lambda f: jax.vmap(jax.grad(jax.grad(jax.grad(f)))),
    "vmap": jax.vmap,
    "vmap of grad": lambda f: jax.vmap(jax.grad(f)),
    "grad of vmap": lambda f: jax.grad(total(jax.vmap(f))),
    "vmap of another axis": lambda f: lambda x: jax.vmap(f, 1, 1)(jnp.outer(x, x)),
    "nested jit": lambda f: jax.grad(total(jax.jit(lambda x: jax.jit(f)(x) + x))),
    "remat": lambda f: jax.grad(total(jax.checkpoint(lambda x: f(x) * f(x - 1.0)))),
    "scan": lambda f: jax.grad(scanned(f)),
    "unrolled loop": lambda f: jax.grad(unrolled(f)),
    "scan, forward mode": lambda f: jax.jacfwd(scanned(f)),
    "cond": lambda f: lambda x: jax.lax.cond(x[0] < 0, jax.grad(total(f)), jnp.sin, x),
}


@functools.cache
def transformed(name):
    """Return what a transformation gives for the spike that is written by hand."""
    return jax.jit(TRANSFORMATIONS[name](lambda x: textbook()(x, 2.0)))(X)


@pytest.mark.parametrize("name", TRANSFORMATIONS)
@every_implementation
def test_transformations(name):
    actual = TRANSFORMATIONS[name](lambda x: sigmoid(x, 2.0))
    assert_close(jax.jit(actual)(X), transformed(name))


MAPPED = {
    "parameter": (lambda f: jax.vmap(f, (None, 0)), X, ALPHA),
    "parameter of a scalar": (lambda f: jax.vmap(f, (None, 0)), X[0], ALPHA),
    "input": (lambda f: jax.vmap(f, (0, None)), X, ALPHA[2]),
    "input, by a vector": (lambda f: jax.vmap(f, (1, None)), jnp.outer(X, V), ALPHA),
    "both": (jax.vmap, X, ALPHA),
    "both, along different axes": (lambda f: jax.vmap(f, (1, 0)), jnp.outer(V, X), ALPHA),
    "to another axis": (lambda f: jax.vmap(f, (1, None), -1), jnp.outer(V, X), ALPHA),
    "one within the other": (
        lambda f: jax.vmap(jax.vmap(f, (0, None)), (None, 0)),
        jnp.outer(X, V),
        ALPHA,
    ),
}


def mapped_value_and_gradient(name, spike):
    transform, x, alpha = MAPPED[name]
    gradient = jax.grad(lambda x, alpha: jnp.sum(jnp.cos(x) * spike(x, alpha)), (0, 1))
    return [jax.jit(transform(function))(x, alpha) for function in (spike, gradient)]


@functools.cache
def mapped(name):
    """Return what a map gives for the spike that is written by hand."""
    return mapped_value_and_gradient(name, textbook(learnable=True))


@pytest.mark.parametrize("name", MAPPED)
@with_any_jax
def test_vmap_over_parameters(name, implementation):
    assert_close(mapped_value_and_gradient(name, learnable_sigmoid), mapped(name))


# Parameters.

PARAMETER_SHAPES = [(), (1,), (5,), (3, 1, 5), (2, 3, 4, 5), (4, 1), (2, 1, 1, 1)]


@pytest.mark.parametrize("shape", PARAMETER_SHAPES, ids=str)
@every_implementation
def test_derivative_to_a_parameter(shape):
    x = jnp.linspace(-2.0, 2.0, 120).reshape(2, 3, 4, 5)
    alpha = jnp.linspace(1.0, 3.0, math.prod(shape)).reshape(shape)
    cotangent = jnp.cos(3 * x)

    @functools.partial(jax.jit, static_argnums=0)
    def derivatives(function):
        """Return that of a sum in reverse mode, and in forward mode for all entries together."""

        def loss(alpha):
            return jnp.sum(function(x, alpha) * cotangent)

        return jax.grad(loss)(alpha), jax.jvp(loss, (alpha,), (jnp.ones_like(alpha),))[1]

    assert not any(part.any() for part in derivatives(sigmoid))
    reverse, forward = derivatives(learnable_sigmoid)
    expected, _ = derivatives(lambda x, alpha: jax.nn.sigmoid(alpha * x))
    np.testing.assert_allclose(reverse, expected, rtol=2e-6, atol=2e-6)
    np.testing.assert_allclose(forward, jnp.sum(expected), rtol=2e-6, atol=2e-6)


@every_implementation
def test_derivatives_to_several_parameters():
    x = jnp.linspace(-2.0, 2.0, 24).reshape(4, 6)
    spike = surrogate.S2NN(ALPHA, jnp.float32(0.5), 0.25, learnable=True)

    def smooth(given):
        below = jax.nn.sigmoid(given.alpha * x)
        above = given.beta * jnp.log(jnp.abs(x + 1) + given.epsilon) + 0.5
        return jnp.sum(jnp.where(x < 0, below, above))

    gradient = jax.jit(jax.grad(lambda given: jnp.sum(given(x))))
    assert_close(gradient(spike), jax.grad(smooth)(spike))
    fixed = spike.replace(learnable=False)
    assert_close(gradient(fixed), jax.tree.map(jnp.zeros_like, fixed))


@every_implementation
def test_derivative_to_a_parameter_of_half_precision_input():
    x = jnp.linspace(-2.0, 2.0, 512, dtype=jnp.bfloat16)

    def loss(alpha):
        return jnp.sum(learnable_sigmoid(x, alpha), dtype=jnp.float32)

    alpha = jnp.float32(1.5)
    gradient = jax.grad(loss)(alpha)
    wide = x.astype(jnp.float32)
    assert gradient.dtype == "float32"
    # The sum is not rounded to bfloat16 on the way.
    np.testing.assert_allclose(gradient, jnp.sum(slope_to_alpha(wide, alpha)), atol=1e-4)


def after_a_training_step(spike, x, target):
    """Return the loss of two layers after a step of gradient descent, as a function of alpha."""

    def loss(weights, alpha):
        hidden = spike(x @ weights[0], alpha)
        return jnp.mean((spike(hidden @ weights[1] - 0.5, alpha) - target) ** 2)

    def trained(alpha, weights):
        gradients = jax.grad(loss)(weights, alpha)
        return loss(jax.tree.map(lambda w, g: w - 0.5 * g, weights, gradients), alpha)

    return trained


def gradient_after_a_training_step(spike):
    keys = jax.random.split(jax.random.key(0), 3)
    x, target = jax.random.normal(keys[0], (4, 5)), jnp.eye(4, 3)
    weights = jax.random.normal(keys[1], (5, 6)), jax.random.normal(keys[2], (6, 3))
    loss = after_a_training_step(spike, x, target)
    return jax.jit(jax.grad(loss))(jnp.float32(1.5), weights)


@functools.cache
def gradient_after_a_training_step_by_hand():
    return gradient_after_a_training_step(textbook())


@every_implementation
def test_loss_after_a_training_step_is_differentiable_to_a_parameter():
    expected = gradient_after_a_training_step_by_hand()
    assert abs(expected) > 1e-3
    np.testing.assert_allclose(gradient_after_a_training_step(sigmoid), expected, rtol=2e-5)


@every_implementation
def test_surrogate_as_an_argument_of_jit():
    def gradient(spike, x):
        return jax.grad(lambda x: jnp.sum(spike(x)))(x)

    for spike in (surrogate.Sigmoid(2.0), surrogate.Sigmoid(ALPHA)):
        expected = slope(X, spike.alpha)
        assert_close(jax.jit(gradient)(spike, X), expected)
        assert_close(jax.jit(gradient, static_argnums=0)(spike, X), expected)


@pytest.mark.parametrize(
    ("alpha", "x"), [((4,), (3,)), ((2, 3), (3,)), ((1, 1), (3,)), ((2,), ()), ((3, 1), (1, 5))]
)
def test_parameter_that_does_not_broadcast_to_the_input(alpha, x):
    spike = surrogate.Sigmoid(jnp.ones(alpha))
    for function in (spike, spike.surrogate_grad, spike.surrogate_fun, jax.jit(spike)):
        with pytest.raises(ValueError, match=re.escape(f"Sigmoid: alpha has shape {alpha}")):
            function(jnp.zeros(x))


# A user's own surrogates.


class Triangle(surrogate.Surrogate):
    """With declared fields."""

    width: surrogate.base.Parameter = 1.0

    def surrogate_fun(self, x):
        z = jnp.clip(x / self.width, -1.0, 1.0)
        return 0.5 * self.width + self.width * (z - 0.5 * z * jnp.abs(z))

    def surrogate_grad(self, x):
        return jnp.maximum(0.0, 1.0 - jnp.abs(x) / self.width)


class Tanh(surrogate.Surrogate):
    """With a constructor of its own."""

    def __init__(self, alpha=1.0, **options):
        super().__init__(**options)
        self.alpha = alpha

    def surrogate_fun(self, x):
        return 0.5 + 0.5 * jnp.tanh(self.alpha * x)

    def surrogate_grad(self, x):
        return 0.5 * self.alpha / jnp.cosh(self.alpha * x) ** 2


class StraightThrough(surrogate.Surrogate):
    """Whose gradient is a Python number."""

    def surrogate_grad(self, x) -> Any:
        return 1.0


class PerChannel(surrogate.Surrogate):
    """Whose gradient lacks the dimensions of the input."""

    weight: surrogate.base.Parameter = 1.0

    def surrogate_grad(self, x) -> Any:
        return 2.0 * self.weight


@pytest.mark.parametrize(
    ("spike", "dtype"),
    [
        (Triangle(1.6), "bfloat16"),
        (Triangle(ALPHA), "float32"),
        (Tanh(1.5), "float32"),
        (Tanh(ALPHA), "bfloat16"),
    ],
    ids=str,
)
@every_implementation
def test_own_surrogate(spike, dtype):
    x = X.astype(dtype)

    @jax.jit
    def results(x):
        def gradient(x):
            return jax.grad(lambda x: jnp.sum(spike(x)))(x)

        return spike(x), gradient(x), jax.jvp(gradient, (x,), (jnp.ones_like(x),))[1]

    assert_close(
        [result.astype(jnp.float32) for result in results(x)],
        [
            (x >= 0) * 1.0,
            spike.surrogate_grad(x).astype(jnp.float32),
            jax.grad(lambda x: jnp.sum(spike.surrogate_grad(x)))(x).astype(jnp.float32),
        ],
    )
    assert {result.dtype for result in results(x)} == {jnp.dtype(dtype)}


@pytest.mark.parametrize(
    "spike", [Triangle(ALPHA, learnable=True), Tanh(ALPHA, learnable=True)], ids=str
)
@every_implementation
def test_own_surrogate_is_learnable(spike):
    actual = jax.jit(jax.grad(lambda spike: jnp.sum(spike(X) * V)))(spike)
    assert_close(actual, jax.grad(lambda spike: jnp.sum(spike.surrogate_fun(X) * V))(spike))


@pytest.mark.parametrize(
    ("spike", "expected"),
    [(StraightThrough(), 1.0), (PerChannel(3.0), 6.0), (PerChannel(ALPHA), 2.0 * ALPHA)],
    ids=str,
)
@every_implementation
def test_own_gradient_of_lower_rank(spike, expected):
    x = jnp.stack([X, -X])
    gradients = jax.grad(lambda x: jnp.sum(spike(x)))(x)
    np.testing.assert_array_equal(gradients, jnp.broadcast_to(expected, x.shape))
    second = jax.grad(lambda x: jnp.sum(jax.grad(lambda x: jnp.sum(spike(x)))(x)))(x)
    np.testing.assert_array_equal(second, jnp.zeros_like(x))


def test_surrogate_without_formulas():
    class OnlyGradient(surrogate.Surrogate):
        def surrogate_grad(self, x):
            return x

    class Nothing(surrogate.Surrogate):
        pass

    with pytest.raises(NotImplementedError, match="OnlyGradient defines no surrogate_fun"):
        OnlyGradient().surrogate_fun(X)
    assert jnp.all(OnlyGradient()(X) == (X >= 0))
    with pytest.raises(NotImplementedError, match="Nothing defines no surrogate_grad"):
        jax.grad(lambda x: jnp.sum(Nothing()(x)))(X)


# The two-input functions.

CROSSINGS = {
    "inv_square_grad2": (
        surrogate.inv_square_grad2,
        lambda x: 1 / (100 * jnp.abs(x) + 1) ** 2,
    ),
    "inv_square_grad2, alpha=2": (
        lambda new, old: surrogate.inv_square_grad2(new, old, 2.0),
        lambda x: 1 / (2 * jnp.abs(x) + 1) ** 2,
    ),
    "relu_grad2": (surrogate.relu_grad2, lambda x: 0.3 * jnp.maximum(1 - jnp.abs(x), 0)),
    "relu_grad2, alpha=2, width=0.5": (
        lambda new, old: surrogate.relu_grad2(new, old, alpha=jnp.full(8, 2.0), width=0.5),
        lambda x: 2 * jnp.maximum(0.5 - jnp.abs(x), 0),
    ),
}

NEW = jnp.array([-0.3, -0.0, 0.0, 0.2, 0.2, -0.3, 2.0, 0.1])
OLD = jnp.array([-0.1, -0.1, 0.0, -0.4, 0.3, 0.3, -2.0, -0.0])


@pytest.mark.parametrize(("function", "slope_of"), CROSSINGS.values(), ids=CROSSINGS)
@every_implementation
def test_crossing(function, slope_of):
    @jax.jit
    def results(new, old):
        spikes, pullback = jax.vjp(function, new, old)
        tangent = jax.jvp(function, (new, old), (jnp.full(8, 2.0), jnp.full(8, 3.0)))[1]
        return spikes, pullback(jnp.ones_like(new)), tangent

    spikes, (to_new, to_old), tangent = results(NEW, OLD)
    assert spikes.tolist() == [0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0]
    assert_close(to_new, jnp.where(OLD < 0, slope_of(NEW), 0.0))
    assert_close(to_old, jnp.where(NEW >= 0, -slope_of(OLD), 0.0))
    assert_close(tangent, 2 * to_new + 3 * to_old)


@pytest.mark.parametrize("function", [surrogate.inv_square_grad2, surrogate.relu_grad2])
@every_implementation
def test_crossing_broadcasts_and_keeps_the_dtype_of_the_new_value(function):
    new, old = NEW.astype(jnp.bfloat16), OLD[:, None]
    spikes, pullback = jax.vjp(function, new, old)
    assert (spikes.shape, spikes.dtype) == ((8, 8), "bfloat16")
    to_new, to_old = pullback(jnp.ones_like(spikes))
    assert (to_new.shape, to_new.dtype) == ((8,), "bfloat16")
    assert (to_old.shape, to_old.dtype) == ((8, 1), "float32")
    np.testing.assert_array_equal(spikes, (NEW >= 0) & (old < 0))
    wide = jnp.broadcast_arrays(new.astype(jnp.float32), old)
    full = jax.vjp(function, *wide)[1](jnp.ones((8, 8)))
    np.testing.assert_allclose(to_new.astype(jnp.float32), full[0].sum(0), rtol=0.02)
    np.testing.assert_allclose(to_old, full[1].sum(1, keepdims=True), rtol=1e-5)


@pytest.mark.parametrize("function", [surrogate.inv_square_grad2, surrogate.relu_grad2])
def test_crossing_refuses_what_it_cannot_take(function):
    with pytest.raises(TypeError, match="x_new is complex"):
        function(1j, 0.0)
    with pytest.raises(TypeError, match="x_old is complex"):
        function(0.0, 1j)
    with pytest.raises(ValueError, match="broadcast"):
        function(NEW, jnp.zeros(3))
    with pytest.raises(ValueError, match="alpha has shape"):
        function(NEW, OLD, jnp.ones((2, 8)))
    assert function(1, -1).dtype == "float32"


@every_implementation
def test_crossing_is_differentiable_twice_and_to_its_parameter():
    def to_new(alpha, new, old):
        return jnp.sum(jax.grad(lambda new: jnp.sum(crossing(alpha, new, old)))(new))

    def crossing(alpha, new, old):
        return surrogate.inv_square_grad2(new, old, alpha)

    def formula(alpha, new, old):
        return jnp.sum(jnp.where(old < 0, 1 / (alpha * jnp.abs(new) + 1) ** 2, 0.0))

    moved = NEW + 0.05
    given = (jnp.float32(3.0), moved, OLD)
    actual, expected = (jax.jit(jax.grad(f, (0, 1, 2))) for f in (to_new, formula))
    assert_close(actual(*given), expected(*given))
    assert jax.grad(lambda alpha: jnp.sum(crossing(alpha, NEW, OLD)))(3.0) == 0


# Devices and other programs.


def total_with_gradients(spike_of, mesh, check_vma):
    """Return a loss and its gradients to alpha, one for all devices, and to x, over a mesh."""

    def loss(alpha, x):
        return jax.lax.psum(jnp.sum(jnp.cos(x) * spike_of(x, alpha)), "devices")

    over_devices = jax.shard_map(
        loss, mesh=mesh, in_specs=(P(), P("devices")), out_specs=P(), check_vma=check_vma
    )
    return jax.jit(jax.value_and_grad(over_devices, (0, 1)))


@pytest.mark.parametrize("check_vma", [True, False])
@with_any_jax
def test_shard_map(check_vma, implementation):
    mesh = jax.make_mesh((1,), ("devices",), axis_types=(jax.sharding.AxisType.Auto,))
    results = total_with_gradients(learnable_sigmoid, mesh, check_vma)(jnp.float32(2.0), X)
    expected = total_with_gradients(textbook(learnable=True), mesh, check_vma)
    assert_close(results, expected(jnp.float32(2.0), X))


ON_EIGHT_DEVICES = """
import jax, jax.numpy as jnp
import spikefuse
from conftest import IMPLEMENTATIONS
from test_derivatives import assert_close, learnable_sigmoid, textbook, total_with_gradients

mesh = jax.make_mesh((8,), ("devices",), axis_types=(jax.sharding.AxisType.Auto,))
x, alpha = jnp.linspace(-1.0, 2.5, 48).reshape(16, 3), jnp.float32(1.5)
by_hand = textbook(learnable=True)
on_one = jax.value_and_grad(lambda alpha, x: jnp.sum(jnp.cos(x) * by_hand(x, alpha)), (0, 1))
for options in IMPLEMENTATIONS.values():
    for check_vma in (True, False):
        with spikefuse.use_implementation(**options):
            results = total_with_gradients(learnable_sigmoid, mesh, check_vma)(alpha, x)
        assert len(results[1][1].sharding.device_set) == 8
        assert_close(results, on_one(alpha, x))
print("all equal")
"""


def test_shard_map_over_eight_devices():
    flags = f"{os.environ.get('XLA_FLAGS', '')} --xla_force_host_platform_device_count=8"
    here = os.path.dirname(__file__)
    path = os.pathsep.join([here, os.environ.get("PYTHONPATH", "")])
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", ON_EIGHT_DEVICES],
        env={**os.environ, "XLA_FLAGS": flags, "PYTHONPATH": path, "JAX_PLATFORMS": "cpu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.stdout == "all equal\n", finished.stderr


@with_any_jax
def test_export(implementation):
    if "triton" in implementation:
        pytest.skip("Triton's kernels are not exported, which test_triton.py has")

    def loss(alpha, x):
        return jnp.sum(jnp.cos(x) * learnable_sigmoid(x, alpha))

    function = jax.jit(jax.value_and_grad(loss, (0, 1)))
    exported = jax.export.export(function, platforms=["cpu"])(ALPHA, X)
    again = jax.export.deserialize(exported.serialize())
    jax.tree.map(np.testing.assert_array_equal, again.call(ALPHA, X), function(ALPHA, X))


@every_implementation
def test_without_jit():
    gradient = jax.value_and_grad(lambda x: jnp.sum(V * sigmoid(x, 2.0)))
    expected = gradient(X)
    with jax.disable_jit():
        results = gradient(X)
    assert_close(results, expected)


def test_strict_dtype_promotion():
    with jax.numpy_dtype_promotion("strict"):
        x, alpha = X.astype(jnp.bfloat16), jnp.float32(2.0)
        gradients = jax.grad(lambda x: jnp.sum(learnable_sigmoid(x, alpha)))(x)
    assert gradients.dtype == "bfloat16"


# What it costs.


def test_making_and_calling_in_a_loop_traces_once():
    traced = collections.Counter()

    class Counted(surrogate.Surrogate):
        alpha: surrogate.base.Parameter = 1.0

        def surrogate_grad(self, x):
            traced["surrogate_grad"] += 1
            return self.alpha * x

    def use(alpha):
        spike = Counted(alpha)
        spike(X)
        jax.grad(lambda x: jnp.sum(spike(x)))(X)
        jax.jit(lambda spike, x: spike(x), static_argnums=0)(spike, X)
        jax.vmap(jax.grad(lambda x: spike.replace(alpha=2.0)(x)))(X)

    for alpha in (lambda: 1.5, lambda: jnp.full(6, 1.5)):
        use(alpha())
        once = traced.copy()
        assert once
        for _ in range(4):
            use(alpha())
        assert traced == once


def operations(function, *operands):
    """Return how often each operation is in the compiled program."""
    text = str(jax.jit(function).lower(*operands).compile().as_text())
    free = {"parameter", "constant", "broadcast", "fusion", "tuple"}
    found = collections.Counter(re.findall(r" = \S+ ([a-z\-]+)\(", text))
    return {name: count for name, count in found.items() if name not in free}


def with_gradient(spike_gradient):
    """Return a spike as it is usually written."""

    @jax.custom_vjp
    def spike(x):
        return (x >= 0).astype(x.dtype)

    spike.defvjp(lambda x: (spike(x), x), lambda x, cotangent: (cotangent * spike_gradient(x),))
    return spike


BY_HAND = {
    "Sigmoid": lambda x: 4.0 * jax.nn.sigmoid(4.0 * x) * jax.nn.sigmoid(-4.0 * x),
    "Arctan": lambda x: 1.0 / (2.0 * (1.0 + (0.5 * jnp.pi * x) ** 2)),
    "PiecewiseQuadratic": lambda x: jnp.where(jnp.abs(x) <= 1.0, 1.0 - 1.0 * jnp.abs(x), 0.0),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_no_more_operations_than_by_hand(name):
    x = jnp.linspace(-2.0, 2.0, 100)
    spike, by_hand = getattr(surrogate, name)(), with_gradient(BY_HAND[name])
    assert operations(spike, x) == operations(by_hand, x)
    found = operations(passes(spike), x, x)
    expected = operations(passes(by_hand), x, x)
    assert sum(found.values()) <= sum(expected.values())


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@pytest.mark.parametrize("case", DEFAULTS[::3], ids=str)
def test_no_operation_beside_the_formula(case, dtype):
    x = jnp.linspace(-2.0, 2.0, 100).astype(dtype)
    spike = case.make()
    by_hand = with_gradient(spike.surrogate_grad)
    found = operations(passes(spike), x, x)
    expected = operations(passes(by_hand), x, x)
    assert sum(found.values()) <= sum(expected.values())


# Which implementation runs.


@pytest.fixture
def ran(monkeypatch):
    """Record the names of the implementations that are lowered."""
    names = []
    for name, kernel in elementwise.KERNELS.items():

        def run(*operands, original=kernel.run, name=name, **parameters):
            names.append(name)
            return original(*operands, **parameters)

        monkeypatch.setattr(kernel, "run", run)
    return names


@pytest.fixture
def spike():
    """Return a surrogate that nothing has been compiled for."""

    class Fresh(surrogate.Surrogate):
        def surrogate_grad(self, x):
            return x

    return Fresh()


INTERPRETED = {"implementation": "pallas", "interpret": "cuda"}


def test_xla_runs_on_cpu(spike, ran):
    jax.grad(lambda x: jnp.sum(spike(x)))(X)
    assert set(ran) == {"xla"}


def test_block_sets_the_implementation_of_both_passes(spike, ran):
    with spikefuse.use_implementation(**INTERPRETED):
        jax.grad(lambda x: jnp.sum(spike(x)))(X)
    assert set(ran) == {"pallas"}


def test_backward_pass_runs_as_the_forward_pass_was_asked_to(spike, ran):
    with spikefuse.use_implementation(**INTERPRETED):
        _, pullback = jax.vjp(spike, X)
    ran.clear()
    pullback(X)
    assert ran == ["pallas"]


def test_blocks_nest(spike, ran):
    with spikefuse.use_implementation(**INTERPRETED):
        with spikefuse.use_implementation("xla"):
            spike(X)
        assert ran == ["xla"]
        spike(X)
        assert ran == ["xla", "pallas"]
        with spikefuse.use_implementation(None):
            spike(X[1:])
    spike(X[2:])
    assert ran == ["xla", "pallas", "xla", "xla"]


def test_block_ends_with_an_error(spike, ran):
    with pytest.raises(KeyError), spikefuse.use_implementation(**INTERPRETED):
        raise KeyError
    spike(X)
    assert ran == ["xla"]


def test_call_goes_before_the_block(spike, ran):
    with spikefuse.use_implementation(**INTERPRETED):
        spike(X, implementation="xla")
    assert ran == ["xla"]


def test_jitted_function_follows_the_block(spike, ran):
    function = jax.jit(spike)
    function(X)
    with spikefuse.use_implementation(**INTERPRETED):
        function(X)
    function(X)
    assert ran == ["xla", "pallas"]


@pytest.mark.parametrize("names", [("pallas", "xla"), ("triton", "native", "xla"), ["xla"]])
def test_names_are_tried_in_order(spike, ran, names):
    spike(X, implementation=names)
    assert ran == ["xla"]


def test_first_name_that_can_run_is_taken(spike, ran):
    with spikefuse.use_implementation(("native", "pallas", "xla"), interpret="cuda"):
        spike(X)
    assert ran == ["pallas"]


def test_environment_variable(spike, ran, monkeypatch):
    monkeypatch.setenv("SPIKEFUSE_IMPLEMENTATION", "pallas")
    with pytest.raises(NotImplementedError, match="pallas"):
        spike(X)
    monkeypatch.setenv("SPIKEFUSE_IMPLEMENTATION", "pallas, xla")
    spike(X)
    assert ran == ["xla"]
    with spikefuse.use_implementation(**INTERPRETED):
        spike(X)
    assert ran == ["xla", "pallas"]
    monkeypatch.setenv("SPIKEFUSE_IMPLEMENTATION", "")
    spike(X[1:])
    assert ran == ["xla", "pallas", "xla"]


def test_environment_variable_with_an_unknown_name(spike, monkeypatch):
    monkeypatch.setenv("SPIKEFUSE_IMPLEMENTATION", "xla,cudnn")
    expected = "SPIKEFUSE_IMPLEMENTATION='xla,cudnn' names 'cudnn'.* xla, pallas, triton, native"
    with pytest.raises(ValueError, match=expected):
        spike(X)


@pytest.mark.parametrize("names", ["cudnn", ("xla", "cudnn")])
def test_unknown_name(spike, names):
    expected = "'cudnn', but the implementations are xla, pallas, triton, native"
    with pytest.raises(ValueError, match=expected):
        spike(X, implementation=names)
    with pytest.raises(ValueError, match=expected), spikefuse.use_implementation(names):
        pass


def test_bad_requests(spike):
    with pytest.raises(ValueError, match="empty"):
        spike(X, implementation=())
    with pytest.raises(TypeError, match="a sequence of names, or None, but it is 3"):
        spike(X, implementation=3)
    expected = "interpret must be 'cuda', 'tpu' or None, but it is 'cpu'"
    with (
        pytest.raises(ValueError, match=expected),
        spikefuse.use_implementation("pallas", interpret="cpu"),
    ):
        pass


@pytest.mark.parametrize("transform", [lambda f: f, jax.jit, jax.grad])
def test_named_implementation_that_cannot_run(spike, transform):
    def function(name):
        return transform(lambda x: spike(x, implementation=name))

    with pytest.raises(NotImplementedError, match="compiles for GPU and TPU only; use 'xla'"):
        function("pallas")(X[0])
    with pytest.raises(NotImplementedError, match=r"'triton': .*xla"):
        function("triton")(X[0])
    with pytest.raises(NotImplementedError, match=r"'triton': .*; 'pallas': .*"):
        function(("triton", "pallas"))(X[0])


@pytest.mark.parametrize("platform", ["cuda", "tpu"])
def test_pallas_refuses_float64(spike, ran, platform):
    with jax.enable_x64(True):
        x = jnp.linspace(-1.0, 1.0, 3)
        with (
            spikefuse.use_implementation("pallas", interpret=platform),
            pytest.raises(NotImplementedError, match="float32; use 'xla' for float64"),
        ):
            spike(x)
        with spikefuse.use_implementation(("pallas", "xla"), interpret=platform):
            spike(x)
    assert ran == ["xla"]
