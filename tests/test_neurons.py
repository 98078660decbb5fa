import copy
import inspect
import pickle

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from neurons import CASES, SHAPE, Bounded, Resonator, arctan_spike, plain

from spikefuse import Value, neuron
from spikefuse.neuron import (
    IF,
    LIF,
    AdaptiveLIF,
    AdaptiveState,
    CurrentLIF,
    CurrentState,
    LeakyIntegrator,
    Neuron,
)
from spikefuse.surrogate import Arctan, Sigmoid

MAKERS = {
    "LIF": lambda: LIF(0.5),
    "LIF, hard": lambda: LIF(0.5, reset="hard", v_reset=-0.5),
    "LIF, detached": lambda: LIF(0.5, detach_reset=True),
    "LIF, with arrays": lambda: LIF(jnp.array([0.5, 0.75]), threshold=np.float32(0.5)),
    "LIF, with a surrogate": lambda: LIF(0.5, surrogate=Sigmoid(2.0)),
    "LIF, with a surrogate's array": lambda: LIF(0.5, surrogate=Sigmoid(jnp.ones(3))),
    "LIF, with a function": lambda: LIF(0.5, surrogate=arctan_spike),
    "IF": IF,
    "CurrentLIF": lambda: CurrentLIF(0.5, 0.75),
    "AdaptiveLIF": lambda: AdaptiveLIF(0.5, 0.75, 0.1),
    "LeakyIntegrator": lambda: LeakyIntegrator(0.5),
    "a user's": lambda: Bounded(0.5),
    "a user's with two states": lambda: Resonator(0.5, stiffness=jnp.ones(2)),
}

every_value = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


# Values.


@every_value
def test_equal_and_hashed_by_value(make):
    one, other = make(), make()
    assert one is not other
    assert one == other
    assert {one: "found"}[other] == "found"


def test_no_two_are_equal():
    values = [make() for make in MAKERS.values()]
    assert len(set(values)) == len(values)
    assert sum(one == other for one in values for other in values) == len(values)
    assert LIF(jnp.ones(2)) != LIF(jnp.array([1.0, 0.5]))
    assert LIF(0.5, reset="hard") != LIF(0.5)
    assert LIF(np.float32(0.5)) == LIF(0.5)


@every_value
def test_immutable(make):
    value = make()
    for name in (*vars(value), "anything"):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(value, name, 1.0)
        with pytest.raises(AttributeError, match="immutable"):
            delattr(value, name)


@every_value
def test_copied_and_pickled(make):
    value = make()
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert again == value
        assert hash(again) == hash(value)


@every_value
def test_pytree(make):
    value = make()
    leaves, structure = jax.tree.flatten(value)
    assert all(isinstance(x, float | jax.Array | np.generic) for x in leaves)
    assert jax.tree.unflatten(structure, leaves) == value
    assert structure == jax.tree.structure(make())
    doubled = jax.tree.map(lambda x: 2 * x, value)
    assert type(doubled) is type(value)
    for one, other in zip(jax.tree.leaves(doubled), leaves, strict=True):
        np.testing.assert_array_equal(one, 2 * other)


def test_what_is_no_number_is_part_of_the_structure():
    one, other = LIF(0.5), LIF(0.25, threshold=2.0)
    assert jax.tree.structure(one) == jax.tree.structure(other)
    for unlike in (
        LIF(0.5, reset="none"),
        LIF(0.5, detach_reset=True),
        LIF(0.5, surrogate=Sigmoid()),
    ):
        assert jax.tree.structure(one) != jax.tree.structure(unlike)


@every_value
def test_is_its_repr(make):
    value = make()
    assert repr(value).startswith(f"{type(value).__name__}(")
    if not any(isinstance(x, jax.Array) for x in jax.tree.leaves(value)):
        names = {**vars(neuron), "Sigmoid": Sigmoid, "Arctan": Arctan, "np": np, "Bounded": Bounded}
        if "function" not in repr(value):
            assert eval(repr(value), names) == value


def test_repr_begins_with_what_is_given_by_position():
    assert repr(LIF(0.5)).startswith("LIF(decay=0.5, threshold=1.0, reset='soft', v_reset=0.0, ")
    start = "AdaptiveLIF(decay=0.5, adaptation_decay=0.75, adaptation_gain=0.1, threshold="
    assert repr(AdaptiveLIF(0.5, 0.75, 0.1)).startswith(start)


def test_replace():
    changed = LIF(0.5).replace(decay=0.25, reset="hard", v_reset=-1.0)
    assert changed == LIF(0.25, reset="hard", v_reset=-1.0)
    with pytest.raises(TypeError, match="LIF has no field 'tau'"):
        LIF(0.5).replace(tau=2.0)
    with pytest.raises(ValueError, match="decay must be from 0 to 1"):
        LIF(0.5).replace(decay=2.0)


@pytest.mark.parametrize("name", ["IF", "LIF", "CurrentLIF", "AdaptiveLIF", "LeakyIntegrator"])
def test_signature(name):
    made = getattr(neuron, name)
    assert issubclass(made, Neuron)
    assert issubclass(made, Value)
    kinds = {p.name: p.kind for p in inspect.signature(made).parameters.values()}
    by_position = [
        n for n, kind in kinds.items() if kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    ]
    assert (
        by_position
        == {
            "IF": [],
            "LIF": ["decay"],
            "CurrentLIF": ["current_decay", "decay"],
            "AdaptiveLIF": ["decay", "adaptation_decay", "adaptation_gain"],
            "LeakyIntegrator": ["decay"],
        }[name]
    )


def test_everything_is_exported():
    defined = {
        name
        for name, value in vars(neuron).items()
        if inspect.isclass(value) and value.__module__.startswith("spikefuse.neuron")
    }
    assert defined == set(neuron.__all__)


# What is refused when a neuron is made.

FIRING = {
    "LIF": lambda **given: LIF(**({"decay": 0.5} | given)),
    "CurrentLIF": lambda **given: CurrentLIF(**({"current_decay": 0.5, "decay": 0.5} | given)),
    "AdaptiveLIF": lambda **given: AdaptiveLIF(
        **({"decay": 0.5, "adaptation_decay": 0.5, "adaptation_gain": 0.1} | given)
    ),
}

OUT_OF_RANGE = [
    ("LIF", "decay"),
    ("CurrentLIF", "decay"),
    ("CurrentLIF", "current_decay"),
    ("AdaptiveLIF", "decay"),
    ("AdaptiveLIF", "adaptation_decay"),
]


@pytest.mark.parametrize(("name", "field"), OUT_OF_RANGE)
@pytest.mark.parametrize(
    "value", [-0.1, 1.1, np.nan, np.inf, np.array([0.5, 1.5]), jnp.array([0.5, np.nan])], ids=str
)
def test_decay_out_of_range(name, field, value):
    with pytest.raises(ValueError, match=f"{name}: {field} must be from 0 to 1, but it is"):
        FIRING[name](**{field: value})


@pytest.mark.parametrize("decay", [0, 1, 0.0, 1.0, np.float32(1), jnp.array([0.0, 1.0])], ids=str)
def test_decay_at_the_ends_of_its_range(decay):
    for made in (LIF(decay), LeakyIntegrator(decay), CurrentLIF(decay, decay)):
        np.testing.assert_array_equal(made.decay, decay)


NOT_FINITE = [
    *((name, field) for name in FIRING for field in ("threshold", "input_gain")),
    ("AdaptiveLIF", "adaptation_gain"),
]


@pytest.mark.parametrize(("name", "field"), NOT_FINITE)
@pytest.mark.parametrize("value", [np.nan, np.inf, jnp.array([1.0, -np.inf])], ids=str)
def test_what_must_be_finite(name, field, value):
    with pytest.raises(ValueError, match=f"{name}: {field} must be finite, but it is"):
        FIRING[name](**{field: value})


@pytest.mark.parametrize("value", [np.nan, -np.inf])
def test_what_must_be_finite_of_other_neurons(value):
    with pytest.raises(ValueError, match="LIF: v_reset must be finite"):
        LIF(0.5, reset="hard", v_reset=value)
    with pytest.raises(ValueError, match="IF: threshold must be finite"):
        IF(threshold=value)
    with pytest.raises(ValueError, match="LeakyIntegrator: input_gain must be finite"):
        LeakyIntegrator(0.5, input_gain=value)
    with pytest.raises(ValueError, match="LeakyIntegrator: decay must be from 0 to 1"):
        LeakyIntegrator(value)


@pytest.mark.parametrize("value", ["0.5", None, True])
def test_parameter_that_is_no_number(value):
    with pytest.raises(TypeError, match="LIF: decay must be a number or an array, but it is"):
        LIF(value)


@pytest.mark.parametrize("make", [*FIRING.values(), IF], ids=[*FIRING, "IF"])
def test_resets_that_are_refused(make):
    with pytest.raises(
        ValueError, match="reset is 'zero'; it must be one of 'soft', 'hard', 'none'"
    ):
        make(reset="zero")
    for reset in ("soft", "none"):
        for v_reset in (-0.5, jnp.array([0.0, 0.5])):
            with pytest.raises(
                ValueError, match=f"a '{reset}' reset has no use; pass reset='hard'"
            ):
                make(reset=reset, v_reset=v_reset)
    with pytest.raises(TypeError, match=r"surrogate is 3\.0; it must be a surrogate"):
        make(surrogate=3.0)


def test_tracers_pass_where_values_are_checked():
    @jax.jit
    def run(decay, threshold):
        return LIF(decay, threshold=threshold)(jnp.full((3, 2), 0.6))[0]

    np.testing.assert_array_equal(run(0.5, 1.0)[:, 0], [0, 0, 1])
    # All numbers of a neuron are traced then, a reset value of 0 among them.
    slower = jax.jit(lambda neuron: neuron.replace(decay=0.25 + neuron.decay))(LIF(0.5))
    np.testing.assert_array_equal(jax.tree.leaves(slower), jax.tree.leaves(LIF(0.75)))


# Time constants.


def test_from_tau():
    assert LIF.from_tau(4.0) == LIF(0.75, input_gain=0.25)
    assert LIF.from_tau(4.0, decay_input=False, reset="none") == LIF(0.75, reset="none")
    assert LIF.from_tau(1.0) == LIF(0.0, input_gain=1.0)
    assert LIF.from_tau(4.0, input_gain=2.0) == LIF(0.75, input_gain=2.0)
    np.testing.assert_allclose(LIF.from_tau(jnp.array([1.0, 2.0])).decay, [0.0, 0.5])


@pytest.mark.parametrize("tau", [0.5, 0.0, -2.0, np.nan, np.inf, jnp.array([2.0, 0.0])], ids=str)
@pytest.mark.parametrize("decay_input", [True, False])
def test_tau_that_is_refused(tau, decay_input):
    with pytest.raises(ValueError, match="tau must be finite and at least 1, in time steps"):
        LIF.from_tau(tau, decay_input=decay_input)


DECAY = float(np.exp(-0.25))

FROM_TIMES = {
    "LIF": (LIF.from_time_constants(0.5, 2.0), LIF(DECAY)),
    "LIF, decayed input": (
        LIF.from_time_constants(0.5, 2.0, decay_input=True, reset="hard"),
        LIF(DECAY, input_gain=1.0 - DECAY, reset="hard"),
    ),
    "LIF, another gain": (
        LIF.from_time_constants(0.5, 2.0, input_gain=3.0),
        LIF(DECAY, input_gain=3.0),
    ),
    "LeakyIntegrator": (LeakyIntegrator.from_time_constants(0.5, 2.0), LeakyIntegrator(DECAY)),
    "LeakyIntegrator, decayed input": (
        LeakyIntegrator.from_time_constants(0.5, 2.0, decay_input=True),
        LeakyIntegrator(DECAY, input_gain=1.0 - DECAY),
    ),
    "CurrentLIF": (
        CurrentLIF.from_time_constants(1.0, 2.0, 4.0, threshold=0.5),
        CurrentLIF(float(np.exp(-0.5)), DECAY, threshold=0.5),
    ),
    "AdaptiveLIF": (
        AdaptiveLIF.from_time_constants(1.0, 4.0, 2.0, 0.1, detach_reset=True),
        AdaptiveLIF(DECAY, float(np.exp(-0.5)), 0.1, detach_reset=True),
    ),
}


@pytest.mark.parametrize(("made", "meant"), FROM_TIMES.values(), ids=FROM_TIMES)
def test_from_time_constants(made, meant):
    assert jax.tree.structure(made) == jax.tree.structure(meant)
    np.testing.assert_allclose(jax.tree.leaves(made), jax.tree.leaves(meant), rtol=1e-15)


@pytest.mark.parametrize("value", [0.0, -1.0, np.nan, np.inf, jnp.array([1.0, 0.0])], ids=str)
def test_times_that_are_refused(value):
    for make in (
        lambda: LIF.from_time_constants(value, 1.0),
        lambda: LeakyIntegrator.from_time_constants(value, 1.0),
        lambda: CurrentLIF.from_time_constants(value, 1.0, 1.0),
        lambda: AdaptiveLIF.from_time_constants(value, 1.0, 1.0, 0.1),
    ):
        with pytest.raises(ValueError, match="dt must be finite and greater than 0"):
            make()
    with pytest.raises(ValueError, match="tau_mem must be finite and greater than 0"):
        LIF.from_time_constants(1.0, value)
    with pytest.raises(ValueError, match="tau_syn must be finite and greater than 0"):
        CurrentLIF.from_time_constants(1.0, value, 1.0)
    with pytest.raises(ValueError, match="tau_adaptation must be finite and greater than 0"):
        AdaptiveLIF.from_time_constants(1.0, 1.0, value, 0.1)


# The state at rest.


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "float16"])
def test_state_at_rest(dtype):
    zeros, resting = np.zeros((2, 3)), np.full((2, 3), -0.5)
    hard = {"reset": "hard", "v_reset": -0.5}
    for made, membrane in (
        (LIF(0.5), zeros),
        (LIF(0.5, **hard), resting),
        (IF(), zeros),
        (IF(**hard), resting),
        (LeakyIntegrator(0.5), zeros),
    ):
        state = made.init((2, 3), dtype)
        assert state.dtype == "float32"
        np.testing.assert_array_equal(state, membrane)
    state = CurrentLIF(0.5, 0.5, **hard).init([2, 3], dtype)
    assert isinstance(state, CurrentState)
    np.testing.assert_array_equal(state.current, zeros)
    np.testing.assert_array_equal(state.membrane, resting)
    state = AdaptiveLIF(0.5, 0.5, 0.1, **hard).init((2, 3), dtype)
    assert isinstance(state, AdaptiveState)
    np.testing.assert_array_equal(state.membrane, resting)
    np.testing.assert_array_equal(state.adaptation, zeros)
    assert {x.dtype.name for x in state} == {"float32"}


def test_state_at_rest_of_a_reset_value_for_each_neuron():
    made = LIF(0.5, reset="hard", v_reset=jnp.array([-0.5, 0.0, 0.25]))
    np.testing.assert_array_equal(made.init((2, 3), "float32"), [[-0.5, 0.0, 0.25]] * 2)
    with jax.enable_x64(True):
        assert LIF(0.5).init((3,), "float64").dtype == "float64"


# Formulas, one step and one neuron at a time.


def over_time(made, *currents, **options):
    outputs, state = made(jnp.asarray(currents, jnp.float32), **options)
    return [round(x, 6) for x in outputs.tolist()], jax.tree.map(
        lambda x: round(float(x), 6), state
    )


def test_leaky_membrane_and_its_resets():
    currents = (0.5, 0.75, 1.0, 0.0)
    assert over_time(LIF(0.5), *currents) == ([0, 1, 1, 0], 0.0)
    assert over_time(LIF(0.5, reset="none"), *currents) == ([0, 1, 1, 0], 0.75)
    assert over_time(LIF(0.5, reset="hard"), *currents) == ([0, 1, 1, 0], 0.0)
    # Towards -1: -0.5, then 0, then 0.5 of a distance of 1.5.
    hard = LIF(0.5, reset="hard", v_reset=-1.0, threshold=0.5)
    assert over_time(hard, 0.5, 0.75, 1.0, 0.0) == ([0, 0, 1, 0], -1.0)


def test_gain_multiplies_the_current():
    assert over_time(LIF(0.5, input_gain=0.25), 2.0, 1.0) == ([0, 0], 0.5)
    assert over_time(LeakyIntegrator(0.5, input_gain=3.0), 1.0, 1.0) == ([3.0, 4.5], 4.5)
    spikes, state = over_time(CurrentLIF(0.5, 0.5, input_gain=0.25), 2.0, 0.0)
    assert (spikes, state) == ([0, 0], CurrentState(1.0, 0.5))


def test_spike_at_the_threshold_itself():
    below = float(np.nextafter(np.float32(0.7), np.float32(0)))
    threshold = float(np.float32(0.7))
    assert over_time(IF(threshold=threshold, reset="hard"), threshold)[0] == [1]
    assert over_time(IF(threshold=threshold, reset="hard"), below)[0] == [0]


def test_integrate_and_fire():
    assert over_time(IF(), 0.5, 0.75, 0.5, 0.5) == ([0, 1, 0, 1], 0.25)
    assert over_time(IF(reset="hard", v_reset=0.25), 0.5, 0.5, 0.0) == ([0, 1, 0], 0.25)


def test_synaptic_current():
    spikes, state = over_time(CurrentLIF(0.5, 0.5), 1.0, 0.5, 0.0)
    # Currents 1, 1 and 0.5; membranes 1, which spikes, 1, which spikes, and 0.5.
    assert (spikes, state) == ([1, 1, 0], CurrentState(0.5, 0.5))


def test_adaptive_threshold():
    spikes, state = over_time(AdaptiveLIF(0.5, 0.5, 2.0), 1.0, 2.0, 2.0)
    # Thresholds 1, then 3, then 2; membranes 1, then 2, then 3, of which a spike takes 1.
    assert (spikes, state) == ([1, 0, 1], AdaptiveState(2.0, 2.5))


def test_surrogate_is_any_function_to_spikes():
    def graded(distance):
        return jnp.maximum(distance, 0)

    spikes, state = over_time(LIF(0.5, surrogate=graded), 1.5, 0.5)
    assert (spikes, state) == ([0.5, 0.0], 1.0)


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_one_step_is_the_formula(case):
    parameters, current, state, _ = case.problem().arguments("float32")
    made = case.neuron(parameters)
    start = jax.tree.unflatten(jax.tree.structure(made.init(SHAPE, "float32")), state)
    following, spikes = made.step(start, current[0])
    wanted, final, _ = plain(case, parameters, current[:1], state)
    np.testing.assert_allclose(spikes, wanted[0], rtol=1e-6)
    for one, other in zip(jax.tree.leaves(following), final, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)
