import collections
import contextlib
import dataclasses
import functools
import os
import subprocess
import sys
import types

import hypothesis
import jax
import jax.extend.core
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import LOOPS, loops_with_any_jax, once_where_interpreted
from hypothesis import strategies as st
from jax import lax
from jax.sharding import PartitionSpec as P
from neurons import (
    CASES,
    LENGTH,
    SHAPE,
    Resonator,
    called,
    differentiated,
    expected,
    plain,
    worst_error,
)

import spikefuse
from spikefuse.kernels import compat
from spikefuse.kernels.recurrence import recompute
from spikefuse.neuron import IF, LIF, AdaptiveLIF, CurrentLIF, LeakyIntegrator
from spikefuse.surrogate import Surrogate

TPU = "pallas for TPU, interpreted"

RESIDUALS = ("float32", "bfloat16", "recompute")

# Relative root mean square errors.
DOUBLE, SINGLE = 1e-12, 1e-6


@pytest.fixture(params=once_where_interpreted(LOOPS))
def implementation(request):
    """Run the test once with each implementation of the loop, and give its name."""
    with spikefuse.use_implementation(**LOOPS[request.param]):
        yield request.param


every_implementation = pytest.mark.usefixtures("implementation")

# What an operation does before and after any kernel needs no more than one kernel and none.
one_kernel_and_none = pytest.mark.parametrize(
    "implementation", once_where_interpreted(["xla", TPU]), indirect=True
)

# One of each formula, and the resets of one.
SOME = [
    CASES[name]
    for name in (
        "LIF, constants, none of them a binary fraction",
        "LIF, soft",
        "LIF, hard",
        "LIF, learnable surrogate",
        "IF",
        "LeakyIntegrator",
        "CurrentLIF",
        "AdaptiveLIF",
        "a user's",
        "a user's with two states",
    )
]

some_cases = pytest.mark.parametrize("case", SOME, ids=str)


def thriftily(name, values, for_all):
    """Run a test for some values with every implementation, and for the others with XLA.

    Compiling an interpreted kernel takes ten times as long. With another Python and JAX, it is run
    for the first of those values alone.
    """

    def marks(implementation, value):
        is_again = "interpreted" in implementation and str(value) != for_all[0]
        return [pytest.mark.once] if is_again else []

    pairs = [
        pytest.param(way, value, id=f"{way}-{value}", marks=marks(way, value))
        for value in values
        for way in (LOOPS if str(value) in for_all else ["xla"])
    ]
    return pytest.mark.parametrize(("implementation", name), pairs, indirect=["implementation"])


FEW = ("LIF, hard", "CurrentLIF", "a user's with two states")

# Of what a kernel tells apart, all: numbers, one value, rows, columns and one value a neuron for
# parameters, a surrogate's among them; one state and two; and spikes or none.
DIFFERENT = (
    "LIF, hard",
    "LIF, constant decay",
    "LIF, one parameter a neuron",
    "LIF, learnable surrogate",
    "LeakyIntegrator",
    "CurrentLIF",
    "AdaptiveLIF",
    "a user's with two states",
)


# Gradients are those of plain autodiff through `jax.lax.scan`.


def run(case, dtype="float32", current_dtype=None, **options):
    """Return spikes, final state and trace, and the gradients to all that goes in."""
    given = case.problem().arguments(dtype, current_dtype)
    return differentiated(called, case, **options)(*given)


@some_cases
def test_results_and_gradients_in_float64(case):
    with jax.enable_x64(True):
        found = [run(case, "float64")]
        if str(case) in FEW:
            found.append(run(case, "float64", residuals="recompute"))
    assert {x.dtype.name for x in jax.tree.leaves(found)} == {"float64"}
    for each in found:
        assert worst_error(each, expected(case)) < DOUBLE


@thriftily("case", CASES.values(), for_all=DIFFERENT)
def test_results_and_gradients_in_float32(case, implementation):
    found = run(case)
    assert {x.dtype.name for x in jax.tree.leaves(found)} == {"float32"}
    assert worst_error(found, expected(case)) < SINGLE


@thriftily("case", SOME, for_all=FEW)
def test_gradients_of_what_is_computed_again(case, implementation):
    assert worst_error(run(case, residuals="recompute"), expected(case)) < SINGLE


@thriftily("case", SOME, for_all=FEW)
def test_gradients_where_inner_values_are_stored_in_bfloat16(case, implementation):
    # They are those at the rounded values, to the precision of float32.
    assert worst_error(run(case, residuals="bfloat16"), expected(case, "bfloat16")) < SINGLE


def assert_rounded_once(actual, wanted, dtype):
    """Compare with what is closest, as good as it can be: the exact result, rounded."""
    assert actual.dtype == dtype
    closest = np.abs(np.asarray(jnp.asarray(wanted, dtype), np.float64) - wanted).max()
    error = np.abs(np.asarray(actual, np.float64) - wanted).max()
    assert error <= 2 * closest + SINGLE * np.abs(wanted).max()


HALF = [CASES[name] for name in ("LIF, soft", "LeakyIntegrator", "AdaptiveLIF, hard, detached")]


@pytest.mark.parametrize(
    ("dtype", "case"), [*(("bfloat16", case) for case in HALF), ("float16", HALF[0])], ids=str
)
def test_half_precision_is_rounded_where_it_leaves_and_nowhere_else(case, dtype, implementation):
    if (dtype, implementation) == ("float16", TPU):
        with pytest.raises(NotImplementedError, match="float16"):
            run(case, current_dtype=dtype)
        return
    (spikes, *states), (to_parameters, to_current, to_state) = run(case, current_dtype=dtype)
    (wanted, *others), (of_parameters, of_current, of_state) = expected(case)
    assert_rounded_once(spikes, wanted, dtype)
    assert_rounded_once(to_current, of_current, dtype)
    wide = (states, to_parameters, to_state)
    assert {x.dtype.name for x in jax.tree.leaves(wide)} == {"float32"}
    assert worst_error(wide, (others, of_parameters, of_state)) < SINGLE


@pytest.mark.parametrize(
    ("current_dtype", "spike_dtype"),
    [("float32", "bfloat16"), ("float32", "float16"), ("bfloat16", "float32")],
)
def test_spikes_in_another_floating_dtype(current_dtype, spike_dtype, implementation):
    if "float16" in (current_dtype, spike_dtype) and implementation == TPU:
        return
    case = CASES["LIF, hard"]
    (spikes, *states), (to_parameters, to_current, to_state) = run(
        case, current_dtype=current_dtype, spike_dtype=spike_dtype
    )
    (wanted, *others), (of_parameters, of_current, of_state) = expected(case)
    assert spikes.dtype == spike_dtype
    np.testing.assert_array_equal(np.asarray(spikes, np.float64), wanted)
    assert_rounded_once(to_current, of_current, current_dtype)
    wide = (states, to_parameters, to_state)
    assert worst_error(wide, (others, of_parameters, of_state)) < SINGLE


@every_implementation
def test_every_result_alone_to_every_input_alone():
    case = CASES["LIF, soft"]

    def gradients(function, parameters, current, state, cotangents):
        def loss(result, argument, x):
            given = [parameters, current, state]
            given[argument] = x
            results = function(case, *given)
            parts = zip(jax.tree.leaves(results), jax.tree.leaves(cotangents), strict=True)
            return sum(jnp.vdot(x, y) for i, (x, y) in enumerate(parts) if i == result)

        return [
            jax.grad(functools.partial(loss, result, argument))(given)
            for result in range(3)
            for argument, given in enumerate((parameters, current, state))
        ]

    given = case.problem().arguments("float32")
    found, wanted = (
        jax.jit(functools.partial(gradients, function))(*given) for function in (called, plain)
    )
    # Of the loss of a state alone, gradients can be sums that cancel: their size is that of
    # the greatest.
    for one, other in zip(found, wanted, strict=True):
        size = max(np.abs(x).max() for x in jax.tree.leaves(other))
        jax.tree.map(
            functools.partial(np.testing.assert_allclose, rtol=0, atol=2 * SINGLE * size),
            one,
            other,
        )


@one_kernel_and_none
def test_gradient_to_a_reset_value_goes_through_the_state_at_rest(implementation):
    case = CASES["LIF, hard"]
    parameters, current, _, (cotangent, *_) = case.problem().arguments("float32")

    def loss(spikes_of):
        return lambda parameters: jnp.vdot(spikes_of(parameters), cotangent)

    def by_hand(parameters):
        at_rest = [jnp.broadcast_to(parameters["v_reset"], SHAPE)]
        return plain(case, parameters, current, at_rest)[0]

    found = jax.jit(jax.grad(loss(lambda p: case.neuron(p)(current)[0])))(parameters)
    assert worst_error(found, jax.jit(jax.grad(loss(by_hand)))(parameters)) < SINGLE


@pytest.mark.parametrize(
    ("length", "shape"),
    [
        (3, ()),
        (1, (1,)),
        (2, (0,)),
        (33, (1031,)),
        (1, (2, 3, 130)),
        (3, (2, 0, 3)),
        (2, (3, 1, 2, 1, 2)),
    ],
    ids=str,
)
@every_implementation
def test_shapes(length, shape):
    case = dataclasses.replace(
        CASES["CurrentLIF"], arrays={"current_decay": shape, "decay": shape[-1:], "threshold": ()}
    )
    random = np.random.default_rng(0)

    def uniform(*shape):
        return jnp.asarray(random.uniform(0.5, 1, shape), jnp.float32)

    parameters = {name: uniform(*own) for name, own in case.arrays.items()}
    current, *over_time = (uniform(length, *shape) for _ in range(4))
    initial, final = ([uniform(*shape), uniform(*shape)] for _ in range(2))
    given = (parameters, current, initial, (over_time[0], final, over_time[1:]))

    found, wanted = (differentiated(each, case)(*given) for each in (called, plain))
    assert worst_error(found, wanted) < SINGLE


@pytest.mark.parametrize(("whole", "part", "fewest"), [(0, 8, 1), (0, 24, 1), (0, 1, 6)])
def test_what_is_computed_again_in_parts(whole, part, fewest, monkeypatch):
    # Of 20 neurons with 7 steps: one at a time, three, of which the last are fewer, and six.
    for name, value in {"WHOLE": whole, "PART": part, "FEWEST": fewest}.items():
        monkeypatch.setattr(recompute, name, value)
    jax.clear_caches()
    case = CASES["AdaptiveLIF"]
    with spikefuse.use_implementation("xla"):
        assert worst_error(run(case, residuals="recompute"), expected(case)) < SINGLE
    jax.clear_caches()


# A sequence cut in chunks.


def in_chunks(function, cuts, case, parameters, current, state, between=lambda state: state):
    """Return what a loop gives that is run on one chunk after the other."""
    spikes, traces = [], []
    for chunk in jnp.split(current, cuts):
        some, state, trace = function(case, parameters, chunk, between(state))
        spikes.append(some)
        traces.append(trace)
    joined = jax.tree.map(lambda *xs: jnp.concatenate(xs), *traces)
    return jnp.concatenate(spikes), state, joined


CHUNKED = [CASES[name] for name in ("LIF, hard", "AdaptiveLIF", "a user's with two states")]


@thriftily("case", CHUNKED, for_all=["LIF, hard"])
def test_chunks_are_the_whole(case, implementation):
    given = case.problem().arguments("float32")
    found = differentiated(functools.partial(in_chunks, called, [3, 4]), case)(*given)
    (spikes, *_), _ = found
    np.testing.assert_array_equal(spikes, expected(case)[0][0])
    assert worst_error(found, expected(case)) < SINGLE


@one_kernel_and_none
def test_gradients_end_where_a_chunk_begins_with_a_stopped_state(implementation):
    case = CASES["AdaptiveLIF"]
    given = case.problem().arguments("float32")
    found, wanted = (
        differentiated(
            functools.partial(in_chunks, function, [3], between=lax.stop_gradient), case
        )(*given)
        for function in (called, plain)
    )
    assert worst_error(found, wanted) < SINGLE
    _, (_, to_current, to_state) = found
    assert all((x == 0).all() for x in to_state)
    assert worst_error(to_current, expected(case)[1][1]) > 1e-3


# The spikes of the backward pass are those of the forward pass, bit for bit.


class Sides(Surrogate):
    """Whose gradient says on which side of the threshold a membrane is."""

    def surrogate_grad(self, x):
        return jnp.where(x >= 0, 0.5, 0.25)


def told(case, spikes, parameters, current, state):
    """Return the same as `plain`, with spikes that are not computed, but given.

    Their derivative is that of `Sides`.
    """
    p, formula = case.parameters(parameters), case.formula

    def advance(state, given):
        x, spike = given

        def surrogate(_, distance):
            slope = jnp.where(spike == 1, 0.5, 0.25)
            return spike + slope * (distance - lax.stop_gradient(distance))

        now = types.SimpleNamespace(**(vars(p) | {"spike": surrogate}))
        state, output = formula.fire(now, formula.charge(now, state, x))
        return tuple(state), (output, tuple(state))

    final, (outputs, trace) = lax.scan(advance, tuple(state), (current, spikes))
    return outputs, list(final), list(trace)


def sided(name, neuron, like, arrays=None, **constants):
    return dataclasses.replace(
        CASES[like],
        name=name,
        make=neuron,
        arrays=arrays or {},
        constants={"surrogate": Sides(), **constants},
    )


# The gradient of the last one depends on the membrane, which bfloat16 does not keep exactly.
SIDED = [
    sided("LIF, constants", LIF, "LIF, soft", decay=0.5),
    sided("LIF, soft", LIF, "LIF, soft", {"decay": (), "threshold": ()}),
    sided("LIF, no reset", LIF, "LIF, soft", decay=0.9, reset="none"),
    sided("LIF, hard, detached", LIF, "LIF, soft", decay=0.7, reset="hard", detach_reset=True),
    sided("IF", IF, "IF", {"threshold": ()}),
    sided("CurrentLIF", CurrentLIF, "CurrentLIF", {"current_decay": ()}, decay=0.7),
    sided(
        "AdaptiveLIF",
        AdaptiveLIF,
        "AdaptiveLIF",
        {"decay": (), "adaptation_decay": ()},
        adaptation_gain=0.3,
    ),
    sided("LIF, hard", LIF, "LIF, soft", {"threshold": ()}, decay=0.7, reset="hard", v_reset=-0.3),
]

NEURONS = 1031


@functools.cache
def as_told(case):
    """Return a function to the gradient to the current where spikes are given."""

    def gradient(spikes, parameters, current, state, cotangent):
        def outputs(current):
            return told(case, spikes, parameters, current, state)[0]

        return jax.vjp(outputs, current)[1](cotangent)[0]

    return jax.jit(gradient)


@functools.cache
def near_the_threshold(case, seed=0, neurons=NEURONS, length=6):
    """Return parameters, a current, a state, and a cotangent of the spikes.

    At each step, a neuron's current takes its membrane to the threshold, or to one of the
    numbers that are next to it, as far as rounding can.
    """
    random = np.random.default_rng(seed)
    parameters = {
        name: jnp.float32(1.0 if name == "threshold" else random.uniform(0.3, 0.95))
        for name in case.arrays
    }
    distances = []

    def surrogate(_, distance):
        distances.append(distance)
        return (distance >= 0).astype(distance.dtype)

    p = types.SimpleNamespace(**(vars(case.parameters(parameters)) | {"spike": surrogate}))
    charge, fire = (functools.partial(f, p) for f in (case.formula.charge, case.formula.fire))
    state = tuple(
        jnp.asarray(random.uniform(-1, 1, neurons), jnp.float32) for _ in range(case.states)
    )
    initial, current = list(state), []
    for _ in range(length):
        fire(charge(state, jnp.zeros(neurons)))
        ulps = random.integers(-2, 3, neurons) * np.float32(2.0**-24)
        x = jnp.asarray(ulps, jnp.float32) - distances[-1]
        state, _ = fire(charge(state, x))
        current.append(x)
    closest = jnp.abs(jnp.stack(distances[1::2]))
    assert (closest <= 4 * 2.0**-23).mean() > 0.9
    cotangent = jnp.asarray(random.choice([-1.0, 1.0], (length, neurons)), jnp.float32)
    return parameters, jnp.stack(current), initial, cotangent


def on_a_grid(case, neurons=NEURONS, length=16):
    """Return the same, with membranes that are multiples of a power of two, without rounding.

    Thresholds are such a multiple, and the numbers next to it.
    """
    random = np.random.default_rng(1)
    current = jnp.asarray(random.integers(0, 12, (length, neurons)) / 8, jnp.float32)
    state = [jnp.zeros(neurons) for _ in range(case.states)]
    one = np.float32(1)
    thresholds = np.array([np.nextafter(one, 0 * one), one, np.nextafter(one, 2 * one)])
    cotangent = jnp.asarray(random.choice([-1.0, 1.0], (length, neurons)), jnp.float32)
    return {"threshold": jnp.asarray(np.resize(thresholds, neurons))}, current, state, cotangent


@functools.cache
def with_sides(case, residuals, choice):
    """Return a function to spikes and the gradient to the current."""
    del choice

    def both(parameters, current, state, cotangent):
        neuron = case.neuron(parameters)
        structure = jax.tree.structure(neuron.init(cotangent.shape[1:], "float32"))

        def spikes_of(current):
            given = jax.tree.unflatten(structure, state)
            return neuron(current, state=given, residuals=residuals)[0]

        spikes, pullback = jax.vjp(spikes_of, current)
        return spikes, pullback(cotangent)[0]

    return jax.jit(both)


@functools.cache
def without_gradient(case, choice):
    del choice

    @jax.jit
    def spikes_of(parameters, current, state, cotangent):
        del cotangent
        neuron = case.neuron(parameters)
        structure = jax.tree.structure(neuron.init(current.shape[1:], "float32"))
        return neuron(current, state=jax.tree.unflatten(structure, state))[0]

    return spikes_of


def assert_spikes_stay(case, residuals, implementation, given):
    parameters, current, state, cotangent = given
    spikes, to_current = with_sides(case, residuals, implementation)(*given)
    assert 0.05 < spikes.mean() < 0.95
    wanted = as_told(case)(spikes, parameters, current, state, cotangent)
    # A spike that is another changes its own step's gradient by a quarter.
    np.testing.assert_allclose(to_current, wanted, rtol=0, atol=1e-3)
    # They are the same with and without a backward pass.
    np.testing.assert_array_equal(spikes, without_gradient(case, implementation)(*given))


@pytest.mark.parametrize("residuals", RESIDUALS)
@thriftily("case", SIDED, for_all=["LIF, soft", "AdaptiveLIF"])
def test_spikes_of_the_backward_pass_near_the_threshold(case, residuals, implementation):
    if (case.name, residuals) == ("LIF, hard", "bfloat16"):
        return
    assert_spikes_stay(case, residuals, implementation, near_the_threshold(case))


@pytest.mark.parametrize("residuals", RESIDUALS)
def test_spikes_of_the_backward_pass_on_and_beside_the_threshold(residuals, implementation):
    case = sided("LIF, by halves", LIF, "LIF, soft", {"threshold": (NEURONS,)}, decay=0.5)
    assert_spikes_stay(case, residuals, implementation, on_a_grid(case))


@hypothesis.settings(max_examples=15)
@hypothesis.given(residuals=st.sampled_from(RESIDUALS), seed=st.integers(1, 2**32 - 1))
def test_spikes_of_the_backward_pass_of_any_neuron(residuals, seed, implementation):
    # Decay and threshold are operands, so that each of these compiles once.
    case = SIDED[1]
    given = near_the_threshold(case, seed, neurons=131)
    assert_spikes_stay(case, residuals, implementation, given)


# Transformations, compared with the same of the plain loop.


FEWER = {LENGTH: 4, SHAPE[0]: 2, SHAPE[1]: 3}


def small(case):
    """Return parameters, current and state of few steps and neurons, and weights for a loss."""

    def cut(x):
        return x[tuple(slice(FEWER.get(length)) for length in x.shape)]

    parameters, current, state, (weights, *_) = case.problem().arguments("float32")
    return jax.tree.map(cut, (parameters, current, state, weights))


TWO_STATES = CASES["CurrentLIF, hard, detached"]

GIVEN = small(TWO_STATES)
PARAMETERS, CURRENT, STATE, WEIGHTS = GIVEN


def of_current(f):
    return lambda current: f(PARAMETERS, current, STATE)[0]


def loss_of(f):
    """Return a loss of parameters, current and state, for which spikes and states matter."""

    def loss(parameters, current, state):
        spikes, final, _ = f(parameters, current, state)
        return jnp.vdot(spikes, WEIGHTS) + sum(jnp.sum(jnp.cos(x)) for x in final)

    return loss


def total(f):
    return lambda current: loss_of(f)(PARAMETERS, current, STATE)


def of_decay(f):
    return lambda decay: loss_of(f)({**PARAMETERS, "decay": decay}, CURRENT, STATE)


def linear_part(f):
    return jax.linearize(f, CURRENT)[1]


SEVERAL = jnp.stack([CURRENT, 0.5 * CURRENT, 0.25 - CURRENT, CURRENT[::-1], 2 * CURRENT])

STATES = [jnp.stack([x, 0.5 * x, -x, x, 2 * x]) for x in STATE]

FACTORS = jnp.linspace(0.5, 1.0, 5)

SEVERAL_PARAMETERS = jax.tree.map(lambda x: x * FACTORS.reshape(5, *[1] * x.ndim), PARAMETERS)


def mapped(f, in_axes, *given, out_axes=0):
    """Return results and gradients of a map."""

    def without_trace(parameters, current, state):
        return f(parameters, current, state)[:2]

    gradient = jax.grad(loss_of(f), (0, 1, 2))
    return [jax.vmap(g, in_axes, out_axes)(*given) for g in (without_trace, gradient)]


def over_chunks(f):
    """Return the loss of a scan over two chunks, with the state carried from one to the other."""

    def loss(parameters, current, state):
        def advance(state, chunk):
            spikes, state, _ = f(parameters, chunk, state)
            return state, spikes

        state, spikes = lax.scan(advance, state, current.reshape(2, 2, *current.shape[1:]))
        return jnp.vdot(spikes, WEIGHTS.reshape(spikes.shape)) + jnp.sum(state[1])

    return loss


def two_layers(f):
    """Return the loss of two layers with something between, kept or computed again."""

    def loss(parameters, current, state):
        def layer(current):
            return f(parameters, current, state)[0] * current

        return jnp.vdot(jax.checkpoint(layer)(jax.checkpoint(layer)(current) + 0.5), WEIGHTS)

    return loss


DOUBLED = jax.tree.map(lambda x: 2 * x, (PARAMETERS, CURRENT, STATE))

TRANSFORMATIONS = {
    "value and grad": lambda f: jax.value_and_grad(loss_of(f), (0, 1, 2))(*GIVEN[:3]),
    "nested jit": lambda f: jax.grad(loss_of(jax.jit(f)), (0, 1, 2))(*GIVEN[:3]),
    "jvp": lambda f: jax.jvp(f, GIVEN[:3], DOUBLED),
    "jvp to a state alone": lambda f: jax.jvp(
        lambda state: f(PARAMETERS, CURRENT, state), (STATE,), (STATE,)
    ),
    "jacfwd": lambda f: jax.jacfwd(of_current(f))(CURRENT),
    "jacfwd to parameters": lambda f: jax.jacfwd(loss_of(f))(*GIVEN[:3]),
    "jacrev": lambda f: jax.jacrev(of_current(f))(CURRENT),
    "linearize": lambda f: linear_part(of_current(f))(SEVERAL[2]),
    "linear transpose": lambda f: jax.linear_transpose(linear_part(of_current(f)), CURRENT)(
        WEIGHTS
    ),
    "hessian": lambda f: jax.hessian(total(f))(CURRENT),
    "hessian to a decay": lambda f: jax.hessian(of_decay(f))(PARAMETERS["decay"]),
    "reverse over reverse": lambda f: jax.grad(
        lambda *given: jnp.vdot(jax.grad(loss_of(f), 1)(*given), WEIGHTS), (0, 1, 2)
    )(*GIVEN[:3]),
    "forward over reverse": lambda f: jax.jvp(jax.grad(total(f)), (CURRENT,), (WEIGHTS,)),
    "reverse over forward": lambda f: jax.grad(
        lambda x: jnp.vdot(jax.jvp(of_current(f), (x,), (SEVERAL[2],))[1], WEIGHTS)
    )(CURRENT),
    "vmap": lambda f: jax.vmap(of_current(f))(SEVERAL),
    "vmap of grad": lambda f: jax.vmap(jax.grad(total(f)))(SEVERAL),
    "grad of vmap": lambda f: jax.grad(
        lambda several: jnp.sum(jax.vmap(of_current(f))(several) * WEIGHTS)
    )(SEVERAL),
    "map over currents": lambda f: mapped(f, (None, 0, None), PARAMETERS, SEVERAL, STATE),
    "map over states": lambda f: mapped(f, (None, None, 0), PARAMETERS, CURRENT, STATES),
    "map over parameters": lambda f: mapped(f, (0, None, None), SEVERAL_PARAMETERS, CURRENT, STATE),
    "map over one parameter": lambda f: mapped(
        f,
        ({**dict.fromkeys(PARAMETERS), "decay": 0}, None, None),
        {**PARAMETERS, "decay": SEVERAL_PARAMETERS["decay"]},
        CURRENT,
        STATE,
    ),
    "map over all": lambda f: mapped(f, 0, SEVERAL_PARAMETERS, SEVERAL, STATES),
    "map along other axes": lambda f: mapped(
        f,
        (None, 2, 1),
        PARAMETERS,
        jnp.moveaxis(SEVERAL, 0, 2),
        [jnp.moveaxis(x, 0, 1) for x in STATES],
        out_axes=-1,
    ),
    "map along time's first axis": lambda f: jax.vmap(of_current(f), in_axes=1, out_axes=1)(
        jnp.moveaxis(SEVERAL, 0, 1)
    ),
    "one map within the other": lambda f: jax.vmap(
        lambda parameters: jax.vmap(lambda x: f(parameters, x, STATE)[0])(SEVERAL)
    )(SEVERAL_PARAMETERS),
    "scan over chunks": lambda f: jax.value_and_grad(over_chunks(f), (0, 1, 2))(*GIVEN[:3]),
    "scan over chunks, forward mode": lambda f: jax.jacfwd(over_chunks(f))(*GIVEN[:3]),
    "remat": lambda f: jax.value_and_grad(two_layers(f), (0, 1, 2))(*GIVEN[:3]),
    "cond": lambda f: lax.cond(CURRENT[0, 0, 0] < 9, jax.grad(total(f)), jnp.sin, CURRENT),
}


def plain_of(case=TWO_STATES):
    return functools.partial(plain, case)


def neuron_of(case=TWO_STATES, **options):
    return functools.partial(called, case, **options)


@functools.cache
def transformed(name):
    """Return what a transformation gives for the plain loop."""
    return jax.jit(lambda: TRANSFORMATIONS[name](plain_of()))()


def assert_alike(found, wanted):
    """Compare with what was computed in float32, too."""
    jax.tree.map(lambda one, other: np.testing.assert_equal(one.dtype, other.dtype), found, wanted)
    assert worst_error(found, wanted) < 2 * SINGLE


# What runs the kernels, as they are or mapped. The others run the loops that derivatives of
# kernels are, or the same kernels again.
OF_KERNELS = (
    "jvp",
    "jacrev",
    "map over one parameter",
    "map over all",
    "map along other axes",
    "scan over chunks",
    "remat",
)


def assert_transformed_alike(name, **options):
    found = jax.jit(lambda: TRANSFORMATIONS[name](neuron_of(**options)))()
    assert_alike(found, transformed(name))


@thriftily("name", TRANSFORMATIONS, for_all=OF_KERNELS)
def test_transformations(name, implementation):
    assert_transformed_alike(name)


@thriftily("name", ["jvp", "jacrev", "map over all", "scan over chunks"], for_all=["map over all"])
def test_transformations_of_what_is_computed_again(name, implementation):
    assert_transformed_alike(name, residuals="recompute")


@one_kernel_and_none
def test_second_derivatives_of_a_users_neuron(implementation):
    case = CASES["a user's with two states"]
    parameters, current, state, weights = small(case)

    def derivative(function):
        def gradient(parameters, current):
            def loss(current):
                return jnp.vdot(function(case, parameters, current, state)[0], weights)

            return jnp.vdot(jax.grad(loss)(current), weights)

        return jax.jit(jax.grad(gradient, (0, 1)))(parameters, current)

    assert_alike(derivative(called), derivative(plain))


@one_kernel_and_none
def test_neuron_as_an_argument_of_jit(implementation):
    def gradients(neuron, current):
        return jax.value_and_grad(lambda x: jnp.sum(jnp.cos(x) * neuron(x)[0]))(current)

    constant, arrays = LIF(0.5), LIF(jnp.array([0.5, 0.75, 0.9]), threshold=jnp.float32(0.8))
    for neuron in (constant, arrays):
        wanted = gradients(neuron, CURRENT)
        assert_alike(jax.jit(gradients)(neuron, CURRENT), wanted)
        assert_alike(jax.jit(gradients, static_argnums=0)(neuron, CURRENT), wanted)


@one_kernel_and_none
def test_gradient_to_a_neuron(implementation):
    case = TWO_STATES

    def loss(neuron):
        return jnp.vdot(neuron(CURRENT)[0], WEIGHTS)

    def by_hand(p):
        at_rest = [jnp.zeros((2, 3)), jnp.broadcast_to(p["v_reset"], (2, 3))]
        return jnp.vdot(plain(case, p, CURRENT, at_rest)[0], WEIGHTS)

    wanted = jax.grad(by_hand)(PARAMETERS)
    found = jax.jit(jax.grad(loss))(case.neuron(PARAMETERS))
    assert_alike({name: getattr(found, name) for name in wanted}, wanted)


@one_kernel_and_none
def test_without_jit(implementation):
    wanted = transformed("value and grad")
    with jax.disable_jit():
        assert_alike(TRANSFORMATIONS["value and grad"](neuron_of()), wanted)


@loops_with_any_jax
def test_export(implementation):
    if "triton" in implementation:
        pytest.skip("Triton's kernels are not exported, which test_triton.py has")
    function = jax.jit(jax.value_and_grad(loss_of(neuron_of()), (0, 1, 2)))
    exported = jax.export.export(function, platforms=["cpu"])(*GIVEN[:3])
    again = jax.export.deserialize(exported.serialize())
    # An exported program is for other machines, too, which need not have the compiled loops.
    others = spikefuse.use_implementation("xla")
    with others if implementation == "native" else contextlib.nullcontext():
        wanted = function(*GIVEN[:3])
    jax.tree.map(np.testing.assert_array_equal, again.call(*GIVEN[:3]), wanted)


def test_strict_dtype_promotion():
    with jax.numpy_dtype_promotion("strict"):
        neuron = LIF(jnp.float32(0.5))
        for dtype in ("bfloat16", "float32"):
            gradient = jax.grad(lambda x: neuron(x)[0].sum())(CURRENT.astype(dtype))
            assert gradient.dtype == dtype


# Devices.

NEURON = LIF(0.75, reset="hard", v_reset=-0.25)

BY_HAND = dataclasses.replace(
    CASES["LIF, hard"], arrays={}, constants={"reset": "hard", "v_reset": -0.25}
)


def with_decay(decay, current, state):
    spikes, state = NEURON.replace(decay=decay)(current, state=state)
    return spikes, state


def with_decay_by_hand(decay, current, state):
    spikes, (state,), _ = plain(BY_HAND, {"decay": decay}, current, [state])
    return spikes, state


def loss_over_devices(function, mesh, check_vma):
    """Return a loss and its gradients to a decay, one for all devices, current and state."""

    def loss(decay, current, state):
        spikes, state = function(decay, current, state)
        return lax.psum(jnp.sum(jnp.cos(current) * spikes) + jnp.sum(state), "devices")

    specs = (P(), P(None, "devices"), P("devices"))
    over_devices = jax.shard_map(
        loss, mesh=mesh, in_specs=specs, out_specs=P(), check_vma=check_vma
    )
    return jax.jit(jax.value_and_grad(over_devices, (0, 1, 2)))


def over_devices(count):
    return jax.make_mesh((count,), ("devices",), axis_types=(jax.sharding.AxisType.Auto,))


def layer_of_sixteen():
    current = jnp.linspace(-1.0, 2.5, 6 * 16 * 3).reshape(6, 16, 3)
    return jnp.float32(0.8), jnp.cos(5 * current) + 0.5, jnp.linspace(0, 0.5, 48).reshape(16, 3)


@pytest.mark.parametrize("check_vma", [True, False])
@loops_with_any_jax
def test_shard_map(check_vma, implementation):
    mesh, given = over_devices(1), layer_of_sixteen()
    found = loss_over_devices(with_decay, mesh, check_vma)(*given)
    assert_alike(found, loss_over_devices(with_decay_by_hand, mesh, check_vma)(*given))


ON_EIGHT_DEVICES = """
import sys
import jax
import spikefuse
from conftest import LOOPS
from test_recurrence import (
    assert_alike, layer_of_sixteen, loss_over_devices, over_devices, with_decay, with_decay_by_hand
)

mesh, given = over_devices(8), layer_of_sixteen()
wanted = loss_over_devices(with_decay_by_hand, over_devices(1), True)(*given)
for check_vma in (True, False):
    with spikefuse.use_implementation(**LOOPS[sys.argv[1]]):
        found = loss_over_devices(with_decay, mesh, check_vma)(*given)
    assert len(found[1][1].sharding.device_set) == 8
    assert_alike(found, wanted)
with spikefuse.use_implementation(**LOOPS[sys.argv[1]]):
    sharded = jax.device_put(
        given[1], jax.sharding.NamedSharding(mesh, jax.sharding.PartitionSpec(None, "devices"))
    )
    with jax.set_mesh(mesh):
        found = jax.jit(with_decay)(given[0], sharded, given[2])
assert_alike(found, with_decay_by_hand(*given))
print("all equal")
"""


@loops_with_any_jax
def test_eight_devices(implementation):
    if "triton" in implementation:
        pytest.skip("Triton's interpreter is for one device, which test_triton.py has")
    flags = f"{os.environ.get('XLA_FLAGS', '')} --xla_force_host_platform_device_count=8"
    here = os.path.dirname(__file__)
    path = os.pathsep.join([here, os.environ.get("PYTHONPATH", "")])
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", ON_EIGHT_DEVICES, implementation],
        env={**os.environ, "XLA_FLAGS": flags, "PYTHONPATH": path, "JAX_PLATFORMS": "cpu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.stdout == "all equal\n", finished.stderr


# Options.


@pytest.mark.parametrize("dtype", ["int8", "bool"])
@every_implementation
def test_spikes_for_inference(dtype):
    neuron = CASES["AdaptiveLIF"].neuron(CASES["AdaptiveLIF"].problem().parameters)
    current = CASES["AdaptiveLIF"].problem().arguments("float32")[1]
    spikes, _ = neuron(current, spike_dtype=dtype)
    assert spikes.dtype == dtype
    np.testing.assert_array_equal(spikes.astype("float32"), neuron(current)[0])

    def sum_of_spikes(current):
        return neuron(current, spike_dtype=dtype)[0].astype("float32").sum()

    message = f"spikes in {dtype} have no gradient.* spike_dtype"
    for transform in (jax.grad, lambda f: lambda x: jax.jvp(f, (x,), (x,))):
        with pytest.raises(TypeError, match=message):
            jax.jit(transform(sum_of_spikes))(current)


@every_implementation
def test_no_time_steps():
    neuron = Resonator(jnp.linspace(0.5, 0.9, 3))
    state = {"position": jnp.ones(3), "velocity": jnp.linspace(-1.0, 1.0, 3)}

    def run(neuron, state, dtype="float32"):
        return neuron(jnp.zeros((0, 2, 3), dtype), state=state, trace=True, spike_dtype="bfloat16")

    spikes, final, trace = run(neuron, state)
    assert (spikes.shape, spikes.dtype) == ((0, 2, 3), "bfloat16")
    assert jax.tree.map(jnp.shape, trace) == dict.fromkeys(state, (0, 2, 3))
    jax.tree.map(
        np.testing.assert_array_equal,
        final,
        jax.tree.map(lambda x: jnp.broadcast_to(x, (2, 3)), state),
    )
    to_state = jax.jit(jax.grad(lambda state: jnp.sum(run(neuron, state)[1]["velocity"])))(state)
    assert to_state["velocity"].tolist() == [2.0, 2.0, 2.0]
    assert to_state["position"].tolist() == [0.0, 0.0, 0.0]
    assert not jax.jit(jax.grad(lambda n: jnp.sum(run(n, state)[1]["velocity"])))(
        neuron
    ).decay.any()


@one_kernel_and_none
def test_state_is_float32_for_half_precision_and_broadcasts(implementation):
    neuron = LIF(0.5)
    current = jnp.full((3, 2, 4), 0.3, "bfloat16")
    state = jnp.array([0.0, 0.5, 0.9, 1.0], "bfloat16")
    spikes, final = neuron(current, state=state)
    assert (spikes.dtype, final.dtype, final.shape) == ("bfloat16", "float32", (2, 4))
    wide = neuron(current.astype("float32"), state=jnp.broadcast_to(state, (2, 4)))
    np.testing.assert_array_equal(final, wide[1])
    np.testing.assert_array_equal(spikes.astype("float32"), wide[0])
    to_state = jax.grad(lambda state: jnp.sum(neuron(current, state=state)[1]))(state)
    assert (to_state.shape, to_state.dtype) == ((4,), "bfloat16")


@every_implementation
def test_gradients_of_parameters_do_not_change_from_run_to_run():
    decay, threshold = jnp.float32(0.9), jnp.linspace(0.5, 1.5, 300)
    current = jnp.cos(jnp.arange(20 * 16 * 300.0)).reshape(20, 16, 300)

    @jax.jit
    def gradients(decay, threshold):
        neuron = LIF(decay, threshold=threshold)
        return jax.grad(lambda neuron: jnp.sum(jnp.sin(current) * neuron(current)[0]))(neuron)

    first = gradients(decay, threshold)
    for _ in range(3):
        jax.tree.map(np.testing.assert_array_equal, gradients(decay, threshold), first)


# What is kept for the backward pass, read off the traced program.


def arrays_over_time(function, *given):
    """Return which arrays over time each pass reads and writes, by the name of its primitive."""
    closed = jax.make_jaxpr(function)(*given)
    jaxpr, _ = compat.partial_eval.dce_jaxpr(closed.jaxpr, [True] * len(closed.out_avals))
    found = collections.defaultdict(list)

    def look_into(jaxpr):
        for equation in jaxpr.eqns:
            if equation.primitive.name.startswith("recurrence"):
                counts = [
                    sum(x.aval.ndim > 1 and x.aval.shape[0] == LENGTH for x in some)
                    for some in (equation.invars, equation.outvars)
                ]
                states = len(equation.outvars) - counts[1]
                found[equation.primitive.name].append((*counts, states))
            for inner in jax.extend.core.jaxprs_in_params(equation.params):
                look_into(inner)

    look_into(jaxpr)
    return dict(found)


X = jnp.zeros((LENGTH, 3))


def summed_spikes(neuron, **options):
    return lambda current: jnp.sum(neuron(current, **options)[0])


@pytest.mark.parametrize("residuals", RESIDUALS)
def test_inference_keeps_nothing(residuals):
    found = arrays_over_time(lambda x: LIF(0.5)(x, residuals=residuals)[0], X)
    assert found == {"recurrence": [(1, 1, 0)]}


KEPT = {
    "LIF": (LIF(0.5), 1),
    "LIF, hard": (LIF(0.5, reset="hard"), 1),
    "IF": (IF(), 1),
    "LeakyIntegrator": (LeakyIntegrator(0.5), 0),
    "CurrentLIF": (CurrentLIF(0.5, 0.5), 1),
    "AdaptiveLIF": (AdaptiveLIF(0.5, 0.5, 0.1), 1),
}


@pytest.mark.parametrize(("neuron", "kept"), KEPT.values(), ids=KEPT)
def test_backward_pass_keeps_the_least(neuron, kept):
    # The spikes' sum is the only thing that is asked for beside.
    function = jax.value_and_grad(summed_spikes(neuron))
    assert arrays_over_time(function, X) == {
        "recurrence": [(1, 1 + kept, 0)],
        "recurrence_backward": [(1 + kept, 1, 0)],
    }
    # Without that, not even the spikes are computed, nor anything where nothing is kept.
    forward = {"recurrence": [(1, kept, 0)]} if kept else {}
    assert arrays_over_time(jax.grad(summed_spikes(neuron)), X) == {
        **forward,
        "recurrence_backward": [(1 + kept, 1, 0)],
    }


def test_what_is_computed_again_keeps_nothing_but_the_current():
    function = jax.value_and_grad(summed_spikes(LIF(0.5), residuals="recompute"))
    assert arrays_over_time(function, X) == {
        "recurrence": [(1, 1, 0)],
        "recurrence_backward": [(2, 1, 0)],
    }


def test_results_and_gradients_that_nobody_uses_cost_nothing():
    def loss(decay, current, state):
        spikes, _, _ = LIF(decay)(current, state=state, trace=True)
        return jnp.sum(spikes)

    given = jnp.float32(0.5), X, jnp.zeros(3)
    gradients = jax.grad(loss, (0, 1, 2))
    of_all = arrays_over_time(gradients, *given)
    assert of_all["recurrence_backward"] == [(2, 1, 2)]
    of_current = arrays_over_time(lambda *given: gradients(*given)[1], *given)
    assert of_current["recurrence_backward"] == [(2, 1, 0)]
    of_decay = arrays_over_time(lambda *given: gradients(*given)[0], *given)
    assert of_decay["recurrence_backward"] == [(2, 0, 1)]
    # Neither trace nor final state.
    assert of_all["recurrence"] == [(1, 1, 0)]


def test_a_jitted_layer_keeps_no_more():
    layer = jax.jit(lambda x: LIF(0.5)(x, trace=True)[0])
    assert arrays_over_time(jax.value_and_grad(lambda x: jnp.sum(layer(x))), X) == {
        "recurrence": [(1, 2, 0)],
        "recurrence_backward": [(2, 1, 0)],
    }


MOST_TEMPORARY = {"float32": 51, "bfloat16": 26.5, "recompute": 5}


@pytest.mark.parametrize(("residuals", "megabytes"), MOST_TEMPORARY.items())
def test_memory_of_both_passes(residuals, megabytes):
    def both(current, cotangent):
        spikes, pullback = jax.vjp(lambda x: LIF(0.9)(x, residuals=residuals)[0], current)
        return spikes, pullback(cotangent)[0]

    operand = jax.ShapeDtypeStruct((100, 128, 1024), jnp.float32)
    with spikefuse.use_implementation("xla"):
        compiled = jax.jit(both).lower(operand, operand).compile()
    memory = compiled.memory_analysis()
    assert memory is not None
    assert memory.temp_size_in_bytes <= megabytes * 2**20


# What is not finite stays where it is.


@thriftily("case", [CASES["AdaptiveLIF"], CASES["a user's"]], for_all=["AdaptiveLIF"])
def test_what_is_not_finite_reaches_its_own_neuron_only(case, implementation):
    case = dataclasses.replace(case, arrays=dict.fromkeys(case.arrays, SHAPE))
    parameters, current, state, cotangents = case.problem().arguments("float32")
    function = differentiated(called, case)
    others = np.ones(SHAPE, bool)
    others[1, 3] = False

    def assert_same_elsewhere(one, other):
        np.testing.assert_array_equal(one[..., others], other[..., others])

    clean = function(parameters, current, state, cotangents)
    for value, spike in ((np.nan, 0), (np.inf, 1), (-np.inf, 0)):
        touched = current.at[2, 1, 3].set(value)
        found = function(parameters, touched, state, cotangents)
        jax.tree.map(assert_same_elsewhere, found, clean)
        (spikes, *_), _ = found
        assert spikes[2, 1, 3] == spike


# A user's own loop.


@some_cases
def test_step_in_a_loop_is_the_fused_loop(case):
    parameters, current, state, _ = case.problem().arguments("float32")

    @jax.jit
    def both(parameters, current, state):
        neuron = case.neuron(parameters)
        start = jax.tree.unflatten(jax.tree.structure(neuron.init(SHAPE, "float32")), state)
        final, spikes = lax.scan(neuron.step, start, current)
        return (spikes, final), neuron(current, state=start)

    by_step, fused = both(parameters, current, state)
    assert worst_error(by_step, fused) < SINGLE
    assert jax.tree.structure(by_step[1]) == jax.tree.structure(fused[1])


def test_step_keeps_the_dtype_of_the_current():
    neuron = AdaptiveLIF(0.5, 0.9, 0.1)
    state, spikes = neuron.step(neuron.init((3,), "bfloat16"), jnp.ones(3, "bfloat16"))
    assert spikes.dtype == "bfloat16"
    assert {x.dtype.name for x in state} == {"float32"}
