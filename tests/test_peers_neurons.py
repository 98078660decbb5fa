"""The neurons that other packages have: values, gradients, ranges, and what they are for."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import LOOPS, once_where_interpreted
from neurons import called, differentiated, expected, worst_error
from peers_neurons import PEERS_CASES

import spikefuse
from spikefuse.neuron import CLIF, EIF, ILIF, PSN, QIF, Alpha, Izhikevich, Leaky, ResonateAndFire

DOUBLE, SINGLE = 1e-12, 1e-6

every_case = pytest.mark.parametrize("case", PEERS_CASES.values(), ids=str)


def run(case, dtype="float32", **options):
    return differentiated(called, case, **options)(*case.problem().arguments(dtype))


# Results and gradients are those of plain autodiff through `jax.lax.scan`. Kernels know no formula,
# and `spikefuse check` runs all of them: here, each neuron is run with few.


@pytest.mark.once
@every_case
def test_results_and_gradients_in_float64(case):
    with jax.enable_x64(True):
        assert worst_error(run(case, "float64"), expected(case)) < DOUBLE


@every_case
def test_results_and_gradients_in_float32(case):
    with spikefuse.use_implementation(**LOOPS["native"]):
        assert worst_error(run(case), expected(case)) < SINGLE


@pytest.mark.parametrize(
    "implementation",
    once_where_interpreted(name for name in LOOPS if name not in ("xla", "native")),
)
@pytest.mark.parametrize("name", ["ILIF", "Alpha, hard"])
def test_whole_numbers_and_three_states_in_every_kernel(name, implementation):
    case = PEERS_CASES[name]
    with spikefuse.use_implementation(**LOOPS[implementation]):
        assert worst_error(run(case), expected(case)) < SINGLE


# Values in bfloat16 on the way to the backward pass.


@pytest.mark.parametrize("implementation", ["xla", "native"])
def test_whole_numbers_stay_what_they_are_where_a_membrane_is_rounded(implementation):
    # Just below and above a half: the nearest bfloat16 is on the other side.
    halves = np.array([0.5, 1.5, 2.5, 3.5], np.float32)
    current = jnp.asarray(np.concatenate([np.nextafter(halves, x) for x in (0, 9)])[None])
    assert ILIF(0.5)(current)[0][0].tolist() == [0, 1, 2, 3, 1, 2, 3, 4]

    def loss(decay, residuals):
        both = jnp.concatenate([current, current])
        spikes, _ = ILIF(decay)(both, residuals=residuals, implementation=implementation)
        return (spikes[1] * jnp.arange(1.0, 9.0)).sum()

    # The derivative is the membrane after the first step: a half less or more.
    found, exact = (jax.grad(loss)(0.5, each) for each in ("bfloat16", "float32"))
    np.testing.assert_allclose(found, exact, rtol=0.02)


# What they put out.


def test_whole_numbers_in_narrow_dtypes():
    current = jnp.array([[0.4, 1.6, 9.0, -3.0]])
    for dtype in ("int8", "bfloat16"):
        spikes, _ = ILIF(0.5, most=4)(current, spike_dtype=dtype)
        assert spikes.dtype == dtype
        assert spikes[0].tolist() == [0, 2, 4, 0]


def test_what_is_between_two_whole_numbers_goes_to_the_even_one():
    halves = jnp.arange(-1.0, 6.0, 0.5)[None]
    spikes, _ = ILIF(0.5, most=4)(halves)
    np.testing.assert_array_equal(spikes[0], np.clip(np.round(halves[0]), 0, 4))


def test_derivative_of_a_count_is_one_within_its_range():
    current = jnp.array([-0.5, 0.0, 0.3, 4.0, 4.25])
    found = jax.grad(lambda x: ILIF(0.5, most=4)(x[None])[0].sum())(current)
    assert found.tolist() == [0.0, 1.0, 1.0, 1.0, 0.0]


def test_reset_comes_a_step_later():
    _, _, trace = Leaky(1.0)(jnp.array([[1.5], [0.0], [0.0]]), trace=True)
    assert trace[:, 0].tolist() == [1.5, 0.5, 0.5]
    _, _, trace = Leaky(1.0, reset="hard")(jnp.array([[1.5], [0.25], [0.0]]), trace=True)
    assert trace[:, 0].tolist() == [1.5, 0.25, 0.25]


def test_a_delayed_reset_has_no_derivative():
    def last(x):
        return Leaky(0.5)(jnp.stack([x, jnp.zeros(1)]))[1][0]

    assert jax.grad(last)(jnp.array([1.25])).tolist() == [0.5]


def test_upstroke_of_a_membrane_far_above_its_threshold_is_finite():
    for neuron in (EIF(0.5, reset="soft", sharpness=0.01), QIF(0.5, reset="soft")):
        spikes, membrane = neuron(jnp.full([50, 1], 5.0), state=jnp.array([1e6]))
        assert np.isfinite(membrane).all()
        assert spikes.sum() > 0


def test_standard_izhikevich_is_that_of_the_paper():
    dt, a, b, c, d = 0.25, 0.02, 0.2, -65.0, 8.0
    neuron = Izhikevich.from_standard(dt, a, b, c, d)
    v = v_rest = np.float64(neuron.v_rest)
    assert v_rest == pytest.approx(-70.0)
    u, spikes, membranes = b * v, [], []
    for _ in range(1000):
        v = v + dt * (0.04 * v**2 + 5 * v + 140 - u + 10.0)
        u = u + dt * a * (b * v - u)
        spikes.append(float(v >= 30))
        v, u = (c, u + d) if v >= 30 else (v, u)
        membranes.append((v, u - b * v_rest))
    with jax.enable_x64(True):
        found, _, trace = neuron(jnp.full([1000, 1], 10.0), trace=True)
    assert 5 < sum(spikes) < 50
    np.testing.assert_array_equal(found[:, 0], spikes)
    np.testing.assert_allclose(np.stack(trace, 1)[..., 0], membranes, rtol=1e-9, atol=1e-9)


# What is refused.


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: EIF(1.5), "EIF: decay must be from 0 to 1, but it is 1.5"),
        (lambda: EIF(0.5, sharpness=0.0), "EIF: sharpness must be finite and greater than 0"),
        (lambda: EIF(0.5, reset="none"), "EIF: reset is 'none'; it must be one of 'hard', 'soft'"),
        (lambda: QIF(np.nan), "QIF: curvature must be finite, but it is nan"),
        (lambda: Izhikevich(0.1, 2.0), "Izhikevich: recovery_decay must be from 0 to 1"),
        (lambda: Izhikevich(0.1, 0.5, reset="soft"), "reset is 'soft'; it must be 'hard'"),
        (lambda: Izhikevich.from_standard(0.5, b=0.5), "b is 0.5, with which a membrane has no"),
        (lambda: CLIF(0.5, reset="hard"), "CLIF: reset is 'hard'; it must be 'soft'"),
        (lambda: CLIF(-0.5), "CLIF: decay must be from 0 to 1"),
        (lambda: ILIF(0.5, most=2.5), "ILIF: most must be a whole number, but it is 2.5"),
        (lambda: ILIF(0.5, most=0), "ILIF: most must be finite and greater than 0"),
        (lambda: ILIF(0.5, threshold=0.0), "ILIF: threshold must be finite and greater than 0"),
        (lambda: Alpha(0.5, 0.5), "Alpha: inhibition_decay must be greater than 0 and less than"),
        (lambda: Alpha(0.5, 0.0), "Alpha: inhibition_decay must be greater than 0 and less than"),
        (lambda: Leaky(0.5, reset="zero"), "reset is 'zero'; it must be one of 'soft', 'hard'"),
        (lambda: ResonateAndFire(np.inf, 0.1), "ResonateAndFire: decay must be finite"),
        (lambda: ResonateAndFire.from_frequency(1.0, 0.0, 1.0), "tau must be finite and greater"),
    ],
)
def test_what_is_out_of_range(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_surrogate_must_be_callable():
    with pytest.raises(TypeError, match=r"Leaky: surrogate is 1\.0; it must be a surrogate"):
        Leaky(0.5, surrogate=1.0)


# Parallel over time.


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_parallel_neuron_is_a_product_of_matrices(dtype):
    random = np.random.default_rng(0)
    weights = random.normal(0, 0.5, (6, 6)).astype(np.float32)
    threshold = random.uniform(0.2, 0.8, (6, 1)).astype(np.float32)
    current = jnp.asarray(random.normal(0.5, 1, (6, 3)), dtype)
    spikes, state = PSN(weights, threshold=threshold)(current)
    distance = weights.astype(np.float64) @ np.asarray(current, np.float64) - threshold
    assert spikes.dtype == dtype
    assert state == ()
    np.testing.assert_array_equal(spikes, distance >= 0)

    def loss(weights, threshold, current):
        return PSN(weights, threshold=threshold)(current)[0].astype("float32").sum()

    found = jax.grad(loss, (0, 1, 2))(jnp.asarray(weights), jnp.asarray(threshold), current)
    slope = 1 / (1 + (np.pi / 2 * distance) ** 2) / 2
    inputs = np.asarray(current, np.float64)
    wanted = slope @ inputs.T, -slope.sum(1, keepdims=True), weights.T @ slope
    limit = {"float32": 1e-5, "bfloat16": 1e-2}[dtype]
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(np.asarray(one, np.float64), other, rtol=limit, atol=limit)


def test_masked_and_sliding_neurons_see_the_last_steps_alone():
    weights = jnp.arange(1.0, 17.0).reshape(4, 4)
    assert PSN.masked(weights, 2).weights.tolist() == [
        [1, 0, 0, 0],
        [5, 6, 0, 0],
        [0, 10, 11, 0],
        [0, 0, 15, 16],
    ]
    np.testing.assert_array_equal(PSN.masked(weights, 2, strength=0.0).weights, weights)
    assert PSN.masked(weights, 2, strength=0.5).weights[0].tolist() == [1.0, 1.0, 1.5, 2.0]
    assert PSN.sliding(jnp.array([3.0, 2.0]), 3).weights.tolist() == [
        [2, 0, 0],
        [3, 2, 0],
        [0, 3, 2],
    ]
    current = jnp.array([[0.5], [0.5], [0.0]])
    assert PSN.sliding(jnp.ones(2), 3)(current)[0].tolist() == [[0.0], [1.0], [0.0]]
    gradient = jax.grad(lambda w: PSN.sliding(w, 3)(current)[0].sum())(jnp.ones(2))
    assert gradient.shape == (2,)
    assert (gradient > 0).all()


def test_parallel_neuron_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match=r"weights has shape \(2, 3\); it must be a square matrix"):
        PSN(jnp.ones([2, 3]))
    with pytest.raises(ValueError, match="the weights are for 3 steps"):
        PSN(jnp.eye(3))(jnp.ones([4, 2]))
    with pytest.raises(TypeError, match="current is int32"):
        PSN(jnp.eye(3))(jnp.ones([3, 2], int))
    with pytest.raises(ValueError, match="order is 0, but it must be at least 1"):
        PSN.masked(jnp.eye(3), 0)
