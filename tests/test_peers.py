"""The surrogates of other packages, by their names and parameters there."""

import inspect
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import peers
import pytest

from spikefuse import surrogate
from spikefuse.surrogate import LeakyRelu, random_leak, stochastic_spike_operator
from spikefuse.surrogate.peers import PEERS, table

pytestmark = pytest.mark.once

X = np.array([-9.1, -2.3, -1.1, -0.63, -0.27, -0.01, 0.0, 0.01, 0.27, 0.63, 1.1, 2.3, 9.1])

NAMED = {peer.name: peer for peer in PEERS}

FUNCTIONS = {name: getattr(surrogate, f"from_{name.lower().partition('-')[0]}") for name in NAMED}

KNOWN = [
    (peer, name, *entry)
    for peer, entries in peers.FORMULAS.items()
    for name, entry in entries.items()
    if entry is not None
]

every_known = pytest.mark.parametrize(
    ("peer", "name", "parameters", "formula"), KNOWN, ids=lambda x: x if isinstance(x, str) else ""
)


def test_every_surrogate_of_a_table_has_a_formula_here():
    found = {peer.name: set(peer.counterparts) for peer in PEERS}
    assert found == {peer: set(entries) for peer, entries in peers.FORMULAS.items()}


@every_known
def test_spikes_and_derivatives_are_the_peers(peer, name, parameters, formula):
    spike = FUNCTIONS[peer](name, **parameters)
    with jax.enable_x64(True):
        spikes, pullback = jax.vjp(spike, jnp.asarray(X))
        (found,) = pullback(jnp.ones(X.shape))
    np.testing.assert_array_equal(spikes, X >= 0 if NAMED[peer].spike_at_zero else X > 0)
    expected = formula(X, *parameters.values())
    np.testing.assert_allclose(found, expected, rtol=1e-13, atol=1e-15)


@every_known
def test_parameters_are_in_the_peers_order_and_may_be_arrays(peer, name, parameters, formula):
    assert list(NAMED[peer].counterparts[name].parameters.parameters) == list(parameters)
    of_numbers = FUNCTIONS[peer](name, **parameters)
    assert FUNCTIONS[peer](name, *parameters.values()) == of_numbers
    arrays = {
        key: x if isinstance(x, int) else np.full(3, x, np.float32) for key, x in parameters.items()
    }
    of_arrays = FUNCTIONS[peer](name, **arrays, learnable=True)
    assert of_arrays.learnable
    for one, other in zip(jax.tree.leaves(of_arrays), jax.tree.leaves(of_numbers), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


DEFAULTS = {
    ("SpikingJelly", "atan"): surrogate.Arctan(2.0),
    ("SpikingJelly", "SoftSign"): surrogate.SoftSign(2.0),
    ("SpikingJelly", "Erf"): surrogate.ERF(2.0),
    ("SpikingJelly", "leaky_k_relu"): LeakyRelu(0.0, 1.0),
    ("SpikingJelly", "FakeNumericalGradient"): surrogate.FakeNumericalGradient(0.3),
    ("snnTorch", "FastSigmoid"): surrogate.InvSquareGrad(25.0, spike_at_zero=False),
    ("snnTorch", "SparseFastSigmoid"): surrogate.SparseFastSigmoid(spike_at_zero=False),
    ("snnTorch", "LeakySpikeOperator"): LeakyRelu(spike_at_zero=False),
    ("Norse", "superspike_fn"): surrogate.InvSquareGrad(1.0, spike_at_zero=False),
    ("Norse", "triangle_fn"): surrogate.ReluGrad(0.3, 1.0, spike_at_zero=False),
    ("Spyx", "superspike"): surrogate.InvSquareGrad(25.0, spike_at_zero=False),
    ("lava-dl", "spike"): surrogate.LaplaceGrad(),
}


@pytest.mark.parametrize(("peer", "name"), DEFAULTS)
def test_names_in_any_case_and_defaults(peer, name):
    assert FUNCTIONS[peer](name) == DEFAULTS[peer, name]


@pytest.mark.parametrize("name", peers.FORMULAS["braintools"])
def test_braintools_itself(name):
    module = pytest.importorskip("braintools.surrogate", exc_type=ImportError)
    parameters = peers.FORMULAS["braintools"][name][0]
    there, here = getattr(module, name)(**parameters), FUNCTIONS["braintools"](name, **parameters)
    x = jnp.asarray(X, jnp.float32)
    np.testing.assert_array_equal(here(x), there(x))
    np.testing.assert_allclose(
        here.surrogate_grad(x), there.surrogate_grad(x), rtol=1e-4, atol=1e-6
    )


ERRORS = [
    ("snnTorch", "fast_sigmod", {}, ValueError, "is no surrogate of snnTorch .* are fast_sigmoid"),
    ("Norse", "zzz", {}, ValueError, "'zzz' is no surrogate of Norse 1.1.0; it has heaviside, sup"),
    ("SpikingJelly", "PoissonPass", {}, ValueError, "no counterpart: its spikes are drawn"),
    ("snnTorch", "atan", {"slope": 2.0}, TypeError, r"atan of snnTorch takes \(alpha=2.0\): .*slo"),
    ("Norse", "tanh", {}, TypeError, r"tanh of Norse takes \(k\): missing .* 'k'"),
    ("SpikingJelly", "Sigmoid", {"alpha": 0.0}, ValueError, "alpha must be finite and greater"),
    ("SpikingJelly", "SquarewaveFourierSeries", {"n": 1}, ValueError, "at least 1, but it is 0"),
]


@pytest.mark.parametrize(("peer", "name", "parameters", "kind", "said"), ERRORS)
def test_errors_say_what_there_is(peer, name, parameters, kind, said):
    with pytest.raises(kind, match=said):
        FUNCTIONS[peer](name, **parameters)


# The stochastic spike operator.


@pytest.mark.usefixtures("implementation")
def test_stochastic_spike_operator_draws_by_its_key():
    x, key = jnp.asarray(X, jnp.float32), jax.random.key(3)

    def gradient(key, **how):
        return jax.grad(lambda x: stochastic_spike_operator(x, key, 0.25, 0.5, **how).sum())(x)

    found = gradient(key)
    drawn = np.asarray(random_leak(key, x.shape, 0.25, 0.5))
    assert len(set(drawn.tolist())) == x.size
    assert ((drawn >= -0.125) & (drawn < 0.375)).all()
    np.testing.assert_array_equal(found, np.where(X >= 0, 1.0, drawn))
    at_zero = gradient(key, spike_at_zero=False)
    np.testing.assert_array_equal(at_zero, np.where(X > 0, 1.0, drawn))
    assert not np.array_equal(found, gradient(jax.random.key(4)))


def test_snntorch_draws_for_a_surrogate():
    key = jax.random.key(0)
    expected = LeakyRelu(random_leak(key, (3,), 0.0, 0.2), 1.0, spike_at_zero=False)
    assert FUNCTIONS["snnTorch"]("SSO", key, (3,)) == expected


# The table.


def test_table_in_the_docs_is_what_is_generated():
    path = Path(__file__).parent.parent / "docs" / "surrogates_of_peers.md"
    assert path.read_text() == table.text(), table.NOTE


def test_what_has_no_counterpart_is_explained():
    missing = [
        (peer.name, name)
        for peer in PEERS
        for name, counterpart in peer.counterparts.items()
        if counterpart.make is None
    ]
    assert missing
    for peer, name in missing:
        assert len(NAMED[peer].counterparts[name].note.split()) > 5
        assert f"| `{name}` | none | {NAMED[peer].counterparts[name].note} |" in table.text()


def test_functions_are_documented_alike():
    for function in FUNCTIONS.values():
        assert list(inspect.signature(function).parameters) == [
            "name",
            "arguments",
            "learnable",
            "parameters",
        ]
