"""Code written for `braintools.surrogate` works with `spikefuse.surrogate` in its place.

What is here beside that module's has the same form.
"""

import functools
import inspect

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from expected import DEFAULTS, TABLE, Case

from spikefuse import surrogate

XS = np.linspace(-2.9, 2.9, 30, dtype=np.float32)

REPRS = [
    "Arctan(alpha=1.0)",
    "Boxcar(width=2.0, height=0.5)",
    "CircularDistance(alpha=1.0)",
    "FakeNumericalGradient(alpha=0.3)",
    "LaplaceGrad(alpha=1.0, height=0.5, center=0.0)",
    "PowerLawGrad(exponent=2.0, scale=1.0, height=1.0)",
    "SparseFastSigmoid(alpha=25.0, bound=1.0)",
    "TanhGrad(alpha=1.0)",
    "ERF(alpha=1.0)",
    "GaussianGrad(alpha=0.5, sigma=0.5)",
    "InvSquareGrad(alpha=100.0)",
    "LeakyRelu(alpha=0.1, beta=1.0)",
    "LogTailedRelu(alpha=0.0)",
    "MultiGaussianGrad(h=0.15, s=6.0, sigma=0.5, scale=0.5)",
    "NonzeroSignLog(alpha=1.0)",
    "PiecewiseExp(alpha=1.0)",
    "PiecewiseLeakyRelu(c=0.01, w=1.0)",
    "PiecewiseQuadratic(alpha=1.0)",
    "QPseudoSpike(alpha=2.0)",
    "ReluGrad(alpha=0.3, width=1.0)",
    "S2NN(alpha=4.0, beta=1.0, epsilon=1e-08)",
    "Sigmoid(alpha=4.0)",
    "SlayerGrad(alpha=1.0)",
    "SoftSign(alpha=1.0)",
    "SquarewaveFourierSeries(n=2, t_period=8.0)",
]

CROSSINGS = {
    "inv_square_grad2": {"alpha": 100.0},
    "relu_grad2": {"alpha": 0.3, "width": 1.0},
}

# What that module does not have, and is no formula of its own.
OTHERS = {"Asymmetric", "asymmetric", "random_leak", "stochastic_spike_operator"}

PEERS = ("braintools", "lava", "norse", "snntorch", "spikingjelly", "spyx")

EMPTY = inspect.Parameter.empty

every_entry = pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.name)


def positional(function):
    """Return what can be given by position, in its order, with the defaults."""
    return [
        (parameter.name, parameter.default)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    ]


def other_arguments(entry):
    """Return arguments that are no defaults, and no two of which are alike."""
    return {name: 3 if name == "n" else 1.3 + 0.3 * i for i, name in enumerate(entry.defaults)}


def gradients(spike):
    return jax.vmap(jax.grad(spike))(XS)


def test_names():
    expected = {"Surrogate", *CROSSINGS, *OTHERS, *(f"from_{peer}" for peer in PEERS)}
    expected |= {entry.name for entry in TABLE} | {entry.function for entry in TABLE}
    assert set(surrogate.__all__) == expected


def test_reprs():
    assert sorted(repr(case.make()) for case in DEFAULTS) == sorted(REPRS)


def test_signatures_of_classes():
    found = {entry.name: positional(getattr(surrogate, entry.name)) for entry in TABLE}
    assert found == {entry.name: list(entry.defaults.items()) for entry in TABLE}


def test_signatures_of_functions():
    found = {entry.function: positional(getattr(surrogate, entry.function)) for entry in TABLE}
    expected = {entry.function: [("x", EMPTY), *entry.defaults.items()] for entry in TABLE}
    assert found == expected
    new_and_old = [("x_new", EMPTY), ("x_old", EMPTY)]
    found = {name: positional(getattr(surrogate, name)) for name in CROSSINGS}
    assert found == {name: [*new_and_old, *CROSSINGS[name].items()] for name in CROSSINGS}


@every_entry
def test_arguments_by_position_and_by_keyword(entry):
    given = other_arguments(entry)
    make, function = getattr(surrogate, entry.name), getattr(surrogate, entry.function)
    spike = make(*given.values())
    assert spike == make(**given)
    assert {name: getattr(spike, name) for name in given} == given
    assert make() == make(**entry.defaults)
    x = jnp.asarray(XS)
    np.testing.assert_array_equal(function(x, *given.values()), XS >= 0)
    np.testing.assert_array_equal(function(x=x, **given), XS >= 0)


@every_entry
def test_values_of_the_class_and_of_the_function(entry):
    given = other_arguments(entry)
    spike, function = getattr(surrogate, entry.name)(**given), getattr(surrogate, entry.function)
    case, default = Case(entry, given), Case(entry, {})
    assert_close = functools.partial(np.testing.assert_allclose, rtol=1e-5, atol=1e-6)
    assert_close(gradients(spike), case.grad(XS))
    assert_close(spike.surrogate_grad(XS), case.grad(XS))
    assert_close(spike.surrogate_fun(XS), case.fun(XS))
    with_given = gradients(lambda x: function(x, *given.values()))
    assert_close(with_given, case.grad(XS))
    assert_close(gradients(function), default.grad(XS))


@pytest.mark.parametrize("x", [-1.0, 0.0, 2, np.float32(0.5), XS, XS.tolist()], ids=type)
def test_inputs_of_any_kind(x):
    spikes = surrogate.sigmoid(x)
    assert isinstance(spikes, jax.Array)
    np.testing.assert_array_equal(spikes, np.asarray(x) >= 0)
    assert surrogate.Sigmoid().surrogate_grad(x).shape == np.shape(x)


class TanhSurrogate(surrogate.Surrogate):
    def __init__(self, alpha=1.0):
        super().__init__()
        self.alpha = alpha

    def surrogate_fun(self, x):
        return jnp.tanh(x * self.alpha) * 0.5 + 0.5

    def surrogate_grad(self, x):
        return self.alpha * 0.5 * (1 - jnp.tanh(x * self.alpha) ** 2)


def test_own_subclass():
    spike = TanhSurrogate(alpha=2.0)
    # This formula cancels, in float32.
    assert_close = functools.partial(np.testing.assert_allclose, rtol=1e-6, atol=3e-7)
    expected = 1 / np.cosh(2 * XS.astype(np.float64)) ** 2
    np.testing.assert_array_equal(spike(jnp.array([-1.0, 0.0, 1.0])), [0.0, 1.0, 1.0])
    assert_close(gradients(spike), expected)
    assert_close(gradients(spike.surrogate_fun), expected)
    assert isinstance(spike, surrogate.Surrogate)


def test_subclass_of_a_surrogate():
    class Scaled(surrogate.Sigmoid):
        def __init__(self, alpha=4.0, scale=1.0):
            super().__init__(alpha)
            self.scale = scale

        def surrogate_grad(self, x):
            return self.scale * super().surrogate_grad(x)

    spike = Scaled(scale=0.5)
    expected = 0.5 * DEFAULTS[0].grad(XS)
    np.testing.assert_allclose(gradients(spike), expected, rtol=2e-6)
    assert repr(spike) == "Scaled(alpha=4.0, scale=0.5)"


def test_base_class_defines_no_formula():
    for method in ("surrogate_fun", "surrogate_grad"):
        with pytest.raises(NotImplementedError):
            getattr(surrogate.Surrogate(), method)(XS)
