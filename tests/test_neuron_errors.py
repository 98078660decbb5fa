"""What is refused, and what the errors say."""

import re

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from neurons import Bounded, Resonator

import spikefuse
from spikefuse.neuron import IF, LIF, AdaptiveLIF, CurrentLIF, Neuron

CURRENT = jnp.ones((3, 4, 5))

STATE = jnp.zeros((4, 5))


# The current.


@pytest.mark.parametrize("current", [1.0, np.float32(1.0), jnp.ones(())], ids=repr)
def test_current_without_time(current):
    message = r"current has shape \(\), but its first dimension is to be time.* current\[None\]"
    with pytest.raises(ValueError, match=message):
        LIF(0.5)(current)


@pytest.mark.parametrize(
    ("dtype", "way_out"),
    [
        ("int32", "current.astype('float32')"),
        ("bool", "current.astype('float32')"),
        ("complex64", "pass its real part"),
    ],
)
def test_current_that_is_not_floating(dtype, way_out):
    message = rf"current is {dtype}, but a membrane takes up .*{re.escape(way_out)}"
    for transform in (lambda f: f, jax.jit):
        with pytest.raises(TypeError, match=message):
            transform(LIF(0.5))(jnp.ones((3, 2), dtype))


# Parameters and states.


@pytest.mark.parametrize("shape", [(4,), (3, 5), (4, 4), (2, 4, 5), (1, 1, 1)], ids=str)
def test_parameter_that_does_not_broadcast(shape):
    message = rf"LIF: threshold has shape {re.escape(str(shape))}, which does not broadcast to .*"
    message += re.escape("the shape (4, 5) of one time step of the current")
    for transform in (lambda f: f, jax.jit):
        with pytest.raises(ValueError, match=message):
            transform(LIF(0.5, threshold=jnp.ones(shape)))(CURRENT)


def test_parameter_of_a_surrogate_that_does_not_broadcast():
    neuron = LIF(0.5, surrogate=spikefuse.surrogate.Sigmoid(jnp.ones(4)))
    with pytest.raises(ValueError, match=r"surrogate.alpha has shape \(4,\)"):
        neuron(CURRENT)


@pytest.mark.parametrize("shape", [(4,), (3, 4, 5), (4, 4), (1, 1, 1)], ids=str)
def test_state_that_does_not_broadcast(shape):
    message = rf"state has an array of shape {re.escape(str(shape))}, .* shape \(4, 5\) of one time"
    with pytest.raises(ValueError, match=message):
        LIF(0.5)(CURRENT, state=jnp.zeros(shape))


@pytest.mark.parametrize(
    ("neuron", "state"),
    [
        (LIF(0.5), (STATE,)),
        (LIF(0.5), {"membrane": STATE}),
        (CurrentLIF(0.5, 0.5), STATE),
        (CurrentLIF(0.5, 0.5), (STATE, STATE)),
        (CurrentLIF(0.5, 0.5), AdaptiveLIF(0.5, 0.5, 0.1).init((4, 5), "float32")),
        (Resonator(0.5), {"position": STATE}),
    ],
    ids=repr,
)
def test_state_of_another_structure(neuron, state):
    name = type(neuron).__name__
    message = rf"state has the structure .*that of {name}\.init is .* leave it out to begin at rest"
    with pytest.raises(TypeError, match=message):
        neuron(CURRENT, state=state)


@pytest.mark.parametrize("dtype", ["int32", "bool", "complex64"])
def test_state_that_is_not_floating(dtype):
    with pytest.raises(TypeError, match=f"state has an array of {dtype}; a state is of a floating"):
        LIF(0.5)(CURRENT, state=jnp.zeros((4, 5), dtype))


# Options.


def test_unknown_residuals():
    message = "residuals is 'float16'; it must be one of float32, bfloat16, recompute"
    with pytest.raises(ValueError, match=message):
        LIF(0.5)(CURRENT, residuals="float16")


def test_residuals_that_would_spoil_float64():
    with jax.enable_x64(True):
        current = CURRENT.astype("float64")
        with pytest.raises(ValueError, match=r"'bfloat16', for a float64 current.* 'recompute'"):
            LIF(0.5)(current, residuals="bfloat16")


@pytest.mark.parametrize("spike_dtype", ["int32", "uint8", "complex64", "float8_e4m3fn", "spike"])
def test_unknown_spike_dtype(spike_dtype):
    message = rf"spike_dtype is {spike_dtype}; it must be one of float16, .*int8, bool"
    with pytest.raises(ValueError, match=message):
        LIF(0.5)(CURRENT, spike_dtype=spike_dtype)


def test_unknown_implementation():
    message = "'cudnn', but the implementations are xla, pallas, triton, native"
    with pytest.raises(ValueError, match=message):
        LIF(0.5)(CURRENT, implementation="cudnn")
    with pytest.raises(NotImplementedError, match=r"recurrence on cpu: .*'triton': .*xla"):
        LIF(0.5)(CURRENT, implementation="triton")


@pytest.mark.parametrize("length", [0, 3])
def test_options_are_checked_whatever_the_length(length):
    current = CURRENT[:length]
    with pytest.raises(ValueError, match="residuals is 'all'"):
        LIF(0.5)(current, residuals="all")
    with pytest.raises(ValueError, match="threshold has shape"):
        IF(threshold=jnp.ones(4))(current)


# A user's own step.


class Mixing(Neuron):
    """Uses other neurons in one of several ways."""

    how: str = "sum"

    def init(self, shape, dtype):
        return jnp.zeros(shape, dtype)

    def step(self, state, x):
        state = 0.5 * state + WAYS[self.how][0](x)
        return state, state


MATRIX = np.ones((5, 5), np.float32)

WAYS = {
    "sum": (jnp.sum, "reduce_sum"),
    "mean along an axis": (lambda x: x.mean(0), "reduce_sum"),
    "largest": (jnp.max, "reduce_max"),
    "cumulative sum": (lambda x: jnp.cumsum(x, -1), "cumsum"),
    "roll": (lambda x: jnp.roll(x, 1, -1), "slice|concatenate"),
    "reversed": (lambda x: x[::-1], "rev"),
    "number": (lambda x: x * jnp.arange(5), "iota"),
    "sorted": (jnp.sort, "sort"),
    "transposed": (lambda x: (x @ x.T)[:, :1], "transpose|dot_general"),
    "product": (lambda x: x @ x.T @ x, "transpose|dot_general"),
    "first": (lambda x: x[0], "slice|squeeze|dynamic_slice|gather"),
}


@pytest.mark.parametrize("how", WAYS)
def test_step_that_is_not_elementwise(how):
    # The place is that of the formula in this file.
    message = (
        rf"Mixing\.step is not elementwise, since it uses ({WAYS[how][1]}) "
        rf"\(at .*test_neuron_errors\.py:\d+.*\); write it for one neuron, or .*jax\.lax\.scan"
    )
    for transform in (lambda f: f, jax.jit, jax.vmap):
        current = CURRENT[None] if transform is jax.vmap else CURRENT
        with pytest.raises(ValueError, match=message):
            transform(Mixing(how))(current)


class Surrounded(Neuron):
    """Uses an array that is not its own."""

    def init(self, shape, dtype):
        return jnp.zeros(shape, dtype)

    def step(self, state, x):
        return state + x * AROUND, state


AROUND = jnp.arange(5.0)


def test_step_that_uses_an_array_of_its_surroundings():
    message = (
        r"Surrounded\.step uses an array of its surroundings \(float32\[5\]\); make it a field"
    )
    with pytest.raises(ValueError, match=message):
        Surrounded()(CURRENT)


class Nothing(Neuron):
    """Has no methods."""


class WithoutInit(Neuron):
    """Has no state at rest."""

    def step(self, state, x):
        return state, x


class WithoutStep(Neuron):
    """Has a state at rest, and half a step."""

    def init(self, shape, dtype):
        return jnp.zeros(shape, dtype)

    def charge(self, state, x):
        return state + x


def test_neuron_without_its_methods():
    for neuron in (Nothing(), WithoutInit()):
        name = type(neuron).__name__
        with pytest.raises(NotImplementedError, match=f"{name} defines no init"):
            neuron(CURRENT)
    message = "WithoutStep defines no step.*, nor charge.* and fire"
    with pytest.raises(NotImplementedError, match=message):
        WithoutStep()(CURRENT)
    with pytest.raises(NotImplementedError, match=message):
        WithoutStep().step(STATE, STATE)


class Returning(Neuron):
    """Returns what it is told to."""

    what: str = "state and spike"

    def init(self, shape, dtype):
        rest = jnp.zeros(shape, dtype)
        return {
            "a number": 0.0,
            "a larger state": jnp.zeros((2, *shape), dtype),
            "a counter": jnp.zeros(shape, "int32"),
        }.get(self.what, {"membrane": rest, "last": rest})

    def step(self, state, x):
        if self.what in ("a number", "a larger state", "a counter"):
            return state, x
        spike = x - state["membrane"]
        return {
            "spike and state": lambda: (spike, state),
            "part of a state": lambda: ({"membrane": spike}, spike),
            "a spike too large": lambda: (state, jnp.broadcast_to(spike, (2, *spike.shape))),
            "a state too large": lambda: (
                {**state, "last": jnp.broadcast_to(spike, (2, *spike.shape))},
                spike,
            ),
        }[self.what]()


STRUCTURE = r"Returning\.step returns a state of the structure .*it must return \(state, output\)"

RETURNED = {
    "spike and state": (TypeError, STRUCTURE),
    "part of a state": (TypeError, STRUCTURE),
    "a spike too large": (ValueError, r"its output has shape \(2, 4, 5\), .*\(4, 5\) a step"),
    "a state too large": (ValueError, r"its next state has shape \(2, 4, 5\), .*\(4, 5\) a step"),
    "a larger state": (ValueError, r"Returning\.init has an array of shape \(2, 4, 5\), "),
    "a counter": (TypeError, r"Returning\.init has an array of int32; a state is of a floating"),
}


@pytest.mark.parametrize(("what", "raised"), RETURNED.items(), ids=RETURNED)
def test_step_that_returns_something_else(what, raised):
    kind, message = raised
    with pytest.raises(kind, match=message):
        Returning(what)(CURRENT)


def test_state_at_rest_may_be_a_number():
    np.testing.assert_array_equal(Returning("a number")(CURRENT)[1], STATE)


class Swapped(Neuron):
    """Has one array for a state, and returns it in the place of the spike."""

    def init(self, shape, dtype):
        return (jnp.zeros(shape, dtype),)

    def step(self, state, x):
        return x, state


class Alone(Swapped):
    """Returns a spike alone."""

    def step(self, state, x):
        return x


def test_step_that_returns_state_and_spike_in_the_other_order():
    with pytest.raises(TypeError, match=r"Swapped\.step returns .*\(state, output\)"):
        Swapped()(CURRENT)


def test_step_that_returns_a_spike_alone():
    with pytest.raises((TypeError, ValueError), match=r"Alone\.step returns .*\(state, output\)"):
        Alone()(CURRENT)


def test_errors_come_before_anything_runs():
    with pytest.raises(ValueError, match="Bounded: decay has shape"):
        jax.eval_shape(Bounded(jnp.ones(4)), CURRENT)
