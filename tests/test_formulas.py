import jax
import jax.numpy as jnp
import numpy as np
import pytest
from expected import CASES, DEFAULTS, spacing

from spikefuse import surrogate

# Numbers of every dtype, away from the ends of pieces.
SIZES = np.array([0.001, 0.013, 0.1, 0.27, 0.63, 0.9, 1.1, 1.4, 2.3, 3.7, 6.0, 9.7])
SIZES = SIZES.astype(jnp.bfloat16).astype(np.float64)
POINTS = np.array([-(2.0**-20), -0.0, 0.0, 2.0**-20, *-SIZES, *SIZES])

FEW_POINTS = np.array([-6.1, -1.11, -0.3, 0.013, 0.9, 2.3])

DTYPES = ("float64", "float32", "bfloat16", "float16")

# How many times each part of a formula may be rounded.
ROUNDINGS = 3

every_case = pytest.mark.parametrize("case", CASES, ids=str)
every_default = pytest.mark.parametrize("case", DEFAULTS, ids=str)


def gradient(spike):
    return jax.grad(lambda x: jnp.sum(spike(x)))


# Values.


@every_case
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("what", ["fun", "grad"])
def test_value(case, dtype, what):
    with jax.enable_x64(dtype == "float64"):
        actual = getattr(case.make(), f"surrogate_{what}")(jnp.asarray(POINTS, dtype))
        working = jnp.finfo(jnp.promote_types(dtype, jnp.float32))
    assert actual.dtype == dtype
    expected = getattr(case, what)(POINTS)
    allowed = ROUNDINGS * float(working.eps) * getattr(case, f"rounded_in_{what}")(POINTS)
    allowed += float(working.smallest_normal)
    if dtype in ("bfloat16", "float16"):
        # Computed in float32, and then rounded once.
        allowed += 0.5 * spacing(expected, dtype)
    assert (np.abs(np.asarray(actual, np.float64) - expected) <= allowed).all()


@pytest.mark.once
@every_case
def test_value_beside_the_ends_of_pieces(case):
    ends = np.array(case.kinks)
    x = np.concatenate([np.nextafter(ends, -np.inf), np.nextafter(ends, np.inf)])
    with jax.enable_x64(True):
        gradients = case.make().surrogate_grad(jnp.asarray(x))
        values = case.make().surrogate_fun(jnp.asarray(x))
    # Beside an end a triangle is 0 but for the rounding of 1 - alpha |x|.
    np.testing.assert_allclose(gradients, case.grad(x), rtol=2e-15, atol=2e-15)
    np.testing.assert_allclose(values, case.fun(x), rtol=2e-15, atol=2e-15)


TIES = [
    (surrogate.PiecewiseQuadratic(alpha=0.5), [-2.0, 0.0, 2.0], [0.0, 0.5, 0.0]),
    (surrogate.PiecewiseLeakyRelu(c=0.25), [-1.0, 1.0], [0.5, 0.5]),
    (surrogate.PiecewiseLeakyRelu(c=0.25), [-1.0000001, 1.0000001], [0.25, 0.25]),
    (surrogate.LeakyRelu(alpha=0.25), [-1e-30, -0.0, 0.0, 1e-30], [0.25, 1.0, 1.0, 1.0]),
    (surrogate.LogTailedRelu(alpha=0.25), [-0.0, 0.0, 1e-30], [0.25, 0.25, 1.0]),
    (surrogate.LogTailedRelu(alpha=0.25), [0.75, 1.0, 2.0], [1.0, 1.0, 0.5]),
    (surrogate.ReluGrad(alpha=2.0, width=0.5), [-0.5, 0.0, 0.5], [0.0, 1.0, 0.0]),
    (surrogate.S2NN(alpha=2.0, beta=3.0), [-1e-30, -0.0, 0.0, 0.5], [0.5, 3.0, 3.0, 2.0]),
    (surrogate.SlayerGrad(), [-0.0, 0.0], [1.0, 1.0]),
    (surrogate.LeakyRelu(0.25, spike_at_zero=False), [-0.0, 0.0, 1e-30], [0.25, 0.25, 1.0]),
    (surrogate.SparseFastSigmoid(1.0), [0.0, 1.0, 3.0], [0.0, 0.0, 0.0625]),
    (surrogate.Boxcar(3.0), [-1.5, 1.5, 1.5000001], [0.5, 0.5, 0.0]),
    (surrogate.FakeNumericalGradient(0.5), [-4.0, -2.0, -0.0, 2.0], [0.25, 0.5, 0.5, 0.5]),
]


@pytest.mark.parametrize(("spike", "x", "gradients"), TIES, ids=str)
@pytest.mark.usefixtures("implementation")
def test_ties(spike, x, gradients):
    np.testing.assert_array_equal(gradient(spike)(jnp.array(x)), gradients)


@every_default
def test_smooth_function_at_the_threshold(case):
    assert case.make().surrogate_fun(0.0) == case.entry.at_zero


def test_sigmoid_does_not_cancel_in_half_precision():
    x = jnp.arange(1.4, 4.0, 0.1, jnp.bfloat16)
    gradients = np.asarray(gradient(surrogate.Sigmoid())(x), np.float64)
    expected = CASES[0].grad(x)
    assert (np.abs(gradients - expected) <= 0.501 * spacing(expected, "bfloat16")).all()
    assert gradients.all()


# The gradient is the derivative of the smooth function, also to parameters.


@every_case
def test_gradient_is_the_derivative_of_the_smooth_function(case):
    spike = case.make()
    with jax.enable_x64(True):
        derivative = gradient(spike.surrogate_fun)(jnp.asarray(POINTS))
        stated = spike.surrogate_grad(jnp.asarray(POINTS))
    error = 4 * np.finfo(np.float64).eps
    # Only the smooth function of S2NN has an epsilon.
    error += case.parameters.get("epsilon", 0.0)
    np.testing.assert_allclose(derivative, stated, rtol=2 * error, atol=error)


@pytest.mark.once
@every_case
def test_derivatives_to_parameters(case):
    with jax.enable_x64(True):
        x = jnp.asarray(FEW_POINTS)

        def of(what):
            return lambda given: getattr(case.make(**given), f"surrogate_{what}")(x)

        given = {name: jnp.full(x.shape, value) for name, value in case.traceable.items()}
        ones = {name: jnp.ones_like(value) for name, value in given.items()}
        actual = {
            (what, name): jax.jvp(
                lambda value, what=what, name=name: of(what)({**given, name: value}),
                (given[name],),
                (ones[name],),
            )[1]
            for what in ("fun", "grad")
            for name in given
        }
        actual["grad", "x"] = gradient(case.make().surrogate_grad)(x)
    for (what, name), derivative in actual.items():
        expected = case.derivative(what, name, FEW_POINTS)
        np.testing.assert_allclose(derivative, expected, rtol=2e-13, atol=1e-15)


# Far away.

ENDS = (-np.inf, np.inf)

GRADIENT_AT_ENDS = {
    "PiecewiseLeakyRelu": lambda c, **_: (c, c),
    "LeakyRelu": lambda alpha, beta: (alpha, beta),
    "LogTailedRelu": lambda alpha: (alpha, 0.0),
}

# Half the height of the smooth functions that level off.
HALF_HEIGHT = {
    "Sigmoid": lambda alpha: 0.5,
    "PiecewiseQuadratic": lambda alpha: 0.5,
    "PiecewiseExp": lambda alpha: 0.5,
    "SoftSign": lambda alpha: 0.5,
    "Arctan": lambda alpha: 0.5,
    "ERF": lambda alpha: 0.5,
    "QPseudoSpike": lambda alpha: (alpha + 1) / 2 / (alpha - 1),
    "ReluGrad": lambda alpha, width: alpha * width**2 / 2,
    "GaussianGrad": lambda sigma, alpha: alpha / 2,
    "MultiGaussianGrad": lambda h, s, sigma, scale: scale * (1 - h) / 2,
    "InvSquareGrad": lambda alpha: 1 / alpha,
    "SlayerGrad": lambda alpha: 1 / alpha,
    "PowerLawGrad": lambda exponent, scale, height: height * scale / (exponent - 1),
    "LaplaceGrad": lambda alpha, height, center: height / alpha,
    "TanhGrad": lambda alpha: 1 / alpha,
    "CircularDistance": lambda alpha: alpha,
    "Boxcar": lambda width, height: height * width / 2,
}


BY_NAME = {case.entry.name: case for case in DEFAULTS}


def of_all(derivative, x):
    """Return a derivative of each spike, by name."""
    found = {name: derivative(case.make()) for name, case in BY_NAME.items()}
    return jax.jit(lambda x: {name: function(x) for name, function in found.items()})(jnp.array(x))


@pytest.mark.usefixtures("implementation")
def test_gradient_at_infinity_is_its_limit():
    for name, actual in of_all(gradient, ENDS).items():
        limits = GRADIENT_AT_ENDS.get(name, lambda **_: (0.0, 0.0))(**BY_NAME[name].parameters)
        np.testing.assert_array_equal(actual, np.float32(limits), err_msg=name)


def test_second_derivative_at_infinity_is_zero():
    for name, actual in of_all(lambda spike: gradient(gradient(spike)), ENDS).items():
        np.testing.assert_array_equal(actual, [0.0, 0.0], err_msg=name)


def test_second_derivative_at_the_threshold_is_the_mean_of_both_sides():
    for name, actual in of_all(lambda spike: gradient(gradient(spike)), [-0.0, 0.0]).items():
        # The gradient of S2NN jumps there; that of all others is even, or flat on both sides.
        if name != "S2NN":
            np.testing.assert_allclose(actual, [0.0, 0.0], atol=1e-7, err_msg=name)


@pytest.mark.parametrize(
    "case", [case for case in DEFAULTS if case.entry.name in HALF_HEIGHT], ids=str
)
@pytest.mark.parametrize("dtype", ["float64", "float32", "bfloat16"])
def test_smooth_function_at_infinity_is_its_limit(case, dtype):
    half = HALF_HEIGHT[case.entry.name](**case.parameters)
    with jax.enable_x64(dtype == "float64"):
        actual = case.make().surrogate_fun(jnp.array(ENDS, dtype))
        error = float(jnp.finfo(dtype).eps)
    np.testing.assert_allclose(
        np.asarray(actual, np.float64), [0.5 - half, 0.5 + half], rtol=error, atol=error / 4
    )


def first_and_second_derivatives(case, x):
    """Return all of them to `x` and to the parameters, with parameters as arrays and not."""
    given = {name: jnp.float32(value) for name, value in case.traceable.items()}

    def learnt(given, x):
        return case.make(**given, learnable=True)(x)

    first = jax.grad(learnt, (0, 1))
    second = jax.jacfwd(first, (0, 1))
    constant = jax.grad(case.make())
    by_element = [jax.vmap(f, (None, 0)) for f in (first, second)]
    to_x = [jax.vmap(f) for f in (constant, jax.grad(constant))]
    return [f(given, x) for f in by_element], [f(x) for f in to_x]


def assert_no_nan(case, x):
    derivatives = jax.jit(first_and_second_derivatives, static_argnums=0)(case, x)
    found = {
        jax.tree_util.keystr(path): x[jnp.isnan(value)].tolist()
        for path, value in jax.tree_util.tree_leaves_with_path(derivatives)
        if jnp.isnan(value).any()
    }
    assert found == {}


# The last of each surrogate's: the steepest of those that have several.
@pytest.mark.once
@pytest.mark.parametrize(
    "case", {case.entry.name: case for case in CASES if case.arguments}.values(), ids=str
)
def test_no_derivative_is_nan_far_away(case):
    assert_no_nan(case, jnp.array([*ENDS, -3e38, 3e38, -1e20, 1e20]))


@pytest.mark.usefixtures("implementation")
def test_no_derivative_is_nan_at_infinity_with_any_implementation():
    (case,) = (case for case in DEFAULTS if case.entry.name == "S2NN")
    assert_no_nan(case, jnp.array(ENDS, jnp.bfloat16))
