"""Every neuron's formulas, written by hand, and the problems that the neurons are tested with.

A formula is two functions, from state and current to what a step decides on, and from that to the
next state and the spike. What is expected of a neuron is `jax.lax.scan` over them, as JAX
differentiates it, in float64.
"""

import dataclasses
import functools
import types
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from spikefuse.neuron import IF, LIF, AdaptiveLIF, CurrentLIF, LeakyIntegrator, Neuron
from spikefuse.surrogate import Arctan, Sigmoid, Surrogate

__all__ = [
    "CASES",
    "LENGTH",
    "SHAPE",
    "Bounded",
    "Case",
    "Formula",
    "Problem",
    "Resonator",
    "arctan_spike",
    "called",
    "differentiated",
    "expected",
    "plain",
    "relative_error",
    "sigmoid_spike",
    "worst_error",
]

LENGTH, SHAPE = 7, (4, 5)


# Spikes.


def spike_like(smooth: jax.Array, distance: jax.Array) -> jax.Array:
    """Return the threshold's value, with the derivatives of a smooth function, of any order.

    A `jax.custom_jvp` would do for the first: in `jax.lax.scan`, the second derivative lacks what
    comes of the spike itself.
    """
    spike = jnp.where(distance >= 0, 1.0, 0.0).astype(distance.dtype)
    return spike + (smooth - lax.stop_gradient(smooth))


def arctan_spike(distance: jax.Array) -> jax.Array:
    """Return a spike with the derivative of Arctan(1)."""
    return spike_like(jnp.arctan(jnp.pi / 2 * distance) / jnp.pi, distance)


def sigmoid_spike(distance: jax.Array, alpha: jax.Array) -> jax.Array:
    """Return a spike with the derivatives of Sigmoid(alpha, learnable=True)."""
    return spike_like(jax.nn.sigmoid(alpha * distance), distance)


# Formulas: functions of a namespace of parameters, of tuples of arrays, and of a current.


@dataclasses.dataclass(frozen=True, eq=False)
class Formula:
    """A time step, in two halves.

    Attributes
    ----------
    charge
        From parameters, state and current to the inner values.
    fire
        From parameters and inner values to the next state and the spike.
    stored
        How many of the inner values, of which they are the first, can be stored rounded.
    """

    charge: Callable[..., tuple[Any, ...]]
    fire: Callable[..., tuple[tuple[Any, ...], Any]]
    stored: int


def _leaked(p: Any, membrane: Any) -> Any:
    if p.reset == "hard":
        return p.decay * membrane + (1 - p.decay) * p.v_reset
    return p.decay * membrane


def _reset(p: Any, membrane: Any, spike: Any) -> Any:
    felt = lax.stop_gradient(spike) if p.detach_reset else spike
    taken_away = {
        "soft": lambda: p.threshold,
        "hard": lambda: membrane - p.v_reset,
        "none": lambda: 0.0,
    }
    return membrane - felt * taken_away[p.reset]()


def _leaky_charge(p: Any, state: Any, x: Any) -> Any:
    return (_leaked(p, state[0]) + p.input_gain * x,)


def _leaky_fire(p: Any, inner: Any) -> Any:
    spike = p.spike(p, inner[0] - p.threshold)
    return (_reset(p, inner[0], spike),), spike


def _current_charge(p: Any, state: Any, x: Any) -> Any:
    current = p.current_decay * state[0] + x
    return current, _leaked(p, state[1]) + p.input_gain * current


def _current_fire(p: Any, inner: Any) -> Any:
    spike = p.spike(p, inner[1] - p.threshold)
    return (inner[0], _reset(p, inner[1], spike)), spike


def _adaptive_charge(p: Any, state: Any, x: Any) -> Any:
    membrane = _leaked(p, state[0]) + p.input_gain * x
    return membrane, state[1], membrane - p.threshold - state[1]


def _adaptive_fire(p: Any, inner: Any) -> Any:
    spike = p.spike(p, inner[2])
    risen = p.adaptation_decay * inner[1] + p.adaptation_gain * spike
    return (_reset(p, inner[0], spike), risen), spike


def _bounded_fire(p: Any, inner: Any) -> Any:
    membrane = jnp.tanh(p.decay * inner[0] + inner[1])
    spike = p.spike(p, membrane - p.threshold)
    return (membrane * (1 - spike),), spike


def _resonator_fire(p: Any, inner: Any) -> Any:
    position, velocity, x = inner
    velocity = p.decay * velocity - p.stiffness * position + x
    spike = p.spike(p, position + velocity - p.threshold)
    return (position + velocity - spike, velocity + spike * position**2), spike


_LEAKY = Formula(_leaky_charge, _leaky_fire, stored=1)
_INTEGRATE = Formula(lambda p, state, x: (state[0] + x,), _leaky_fire, stored=1)
_INTEGRATOR = Formula(_leaky_charge, lambda p, inner: (inner, inner[0]), stored=1)
_CURRENT = Formula(_current_charge, _current_fire, stored=2)
_ADAPTIVE = Formula(_adaptive_charge, _adaptive_fire, stored=3)
_BOUNDED = Formula(lambda p, state, x: (*state, x), _bounded_fire, stored=1)
_RESONATOR = Formula(lambda p, state, x: (*state, x), _resonator_fire, stored=2)


# A user's own neurons.

Parameter = float | jax.Array


class Bounded(Neuron):
    """Has one array for a state, and `step` alone."""

    decay: Parameter
    threshold: Parameter = 0.5
    surrogate: Surrogate = Arctan()

    def init(self, shape, dtype):
        return jnp.zeros(shape, dtype)

    def step(self, state, x):
        membrane = jnp.tanh(self.decay * state + x)
        spike = self.surrogate(membrane - self.threshold)
        return membrane * (1 - spike), spike


class Resonator(Neuron):
    """Has a dictionary of two arrays for a state."""

    decay: Parameter
    stiffness: Parameter = 0.25
    threshold: Parameter = 1.0
    surrogate: Surrogate = Arctan()

    def init(self, shape, dtype):
        return {"position": jnp.zeros(shape, dtype), "velocity": jnp.zeros(shape, dtype)}

    def step(self, state, x):
        position, velocity = state["position"], state["velocity"]
        velocity = self.decay * velocity - self.stiffness * position + x
        spike = self.surrogate(position + velocity - self.threshold)
        return {
            "position": position + velocity - spike,
            "velocity": velocity + spike * position**2,
        }, spike


# Cases.

_DEFAULTS: Mapping[str, Any] = {
    "decay": 1.0,
    "threshold": 1.0,
    "input_gain": 1.0,
    "reset": "soft",
    "v_reset": 0.0,
    "detach_reset": False,
}

_RANGES = {
    "decay": (0.3, 0.95),
    "current_decay": (0.3, 0.8),
    "adaptation_decay": (0.5, 0.9),
    "adaptation_gain": (0.2, 0.6),
    "threshold": (0.7, 1.2),
    "input_gain": (0.6, 1.3),
    "stiffness": (0.1, 0.3),
    "v_reset": (-0.3, 0.2),
    "tau": (1.5, 6.0),
    "tau_mem": (1.5, 6.0),
    "tau_syn": (1.5, 6.0),
    "tau_adaptation": (3.0, 9.0),
    "alpha": (1.0, 4.0),
    "curvature": (0.05, 0.3),
    "rheobase": (0.6, 1.0),
    "sharpness": (0.5, 1.5),
    "v_rest": (-0.2, 0.2),
    "v_critical": (0.7, 1.1),
    "recovery_decay": (0.5, 0.9),
    "recovery_coupling": (0.05, 0.3),
    "recovery_jump": (0.05, 0.4),
    "rotation": (0.1, 0.3),
    "angular_frequency": (0.3, 1.0),
    "excitation_decay": (0.7, 0.95),
    "inhibition_decay": (0.3, 0.6),
}


def _same(**given: Any) -> dict[str, Any]:
    return given


def _by_arctan(p: Any, distance: Any) -> Any:
    return arctan_spike(distance)


def _by_sigmoid(p: Any, distance: Any) -> Any:
    return sigmoid_spike(distance, jnp.asarray(p.alpha, distance.dtype))


@dataclasses.dataclass(frozen=True, eq=False)
class Case:
    """A neuron with parameters.

    Attributes
    ----------
    name
        What pytest calls it.
    make
        From the parameters by name to the neuron.
    formula
        What is to come out.
    states
        How many arrays a state has.
    arrays
        The shapes of the parameters that are arrays.
    constants
        The others.
    meant
        From the parameters as they are given to those of the formula.
    spike
        From the formula's parameters and the distance to the threshold to the spike.
    """

    name: str
    make: Callable[..., Neuron]
    formula: Formula
    states: int = 1
    arrays: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)
    constants: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    meant: Callable[..., dict[str, Any]] = _same
    spike: Callable[[Any, Any], Any] = _by_arctan

    def __str__(self) -> str:
        return self.name

    def neuron(self, parameters: Mapping[str, Any]) -> Any:
        return self.make(**self.constants, **parameters)

    def parameters(self, given: Mapping[str, Any]) -> Any:
        """Return the formula's parameters."""
        filled = {**_DEFAULTS, **self.meant(**self.constants, **given), "spike": self.spike}
        return types.SimpleNamespace(**filled)

    def problem(self) -> "Problem":
        return _problem(self)


@dataclasses.dataclass(frozen=True)
class Problem:
    """What a case is run on: arrays of float32. Currents and spikes' cotangents are coarse.

    So they are the same numbers in half precision.
    """

    parameters: dict[str, np.ndarray]
    current: np.ndarray
    state: list[np.ndarray]
    cotangents: tuple[np.ndarray, list[np.ndarray], list[np.ndarray]]

    def arguments(self, dtype: Any, current_dtype: Any = None) -> tuple[Any, ...]:
        """Return parameters, current, state, and cotangents."""
        wide = jax.tree.map(lambda x: jnp.asarray(x, dtype), self)
        current = jnp.asarray(self.current, current_dtype or dtype)
        return wide.parameters, current, wide.state, wide.cotangents


jax.tree_util.register_dataclass(
    Problem, ["parameters", "current", "state", "cotangents"], meta_fields=[]
)


@functools.cache
def _problem(case: Case) -> Problem:
    random = np.random.default_rng(zlib.crc32(case.name.encode()))
    whole = (LENGTH, *SHAPE)

    def coarse(mean: float) -> np.ndarray:
        sixtyfourths = random.normal(64 * mean, 48, whole).round().clip(-127, 127)
        return np.asarray(sixtyfourths / 64, np.float32)

    def normal(shape: tuple[int, ...]) -> np.ndarray:
        return np.asarray(random.normal(0, 1, shape), np.float32)

    parameters = {
        name: np.asarray(random.uniform(*_RANGES[name], shape), np.float32)
        for name, shape in case.arrays.items()
    }
    # Mostly positive cotangents, so that sums over neurons are not the little that is left of
    # terms that cancel, which no order of summation keeps.
    cotangents = (
        coarse(0.75),
        [0.5 + normal(SHAPE) for _ in range(case.states)],
        [0.5 + normal(whole) for _ in range(case.states)],
    )
    state = [0.3 * normal(SHAPE) for _ in range(case.states)]
    return Problem(parameters, coarse(0.5), state, cotangents)


_ROW, _COLUMN = (5,), (4, 1)

_ALL_OF_LIF = {"decay": _ROW, "threshold": _COLUMN, "input_gain": ()}


def _lif(name: str, arrays: Mapping[str, tuple[int, ...]] = _ALL_OF_LIF, **constants: Any) -> Case:
    return Case(f"LIF, {name}", LIF, _LEAKY, arrays=arrays, constants=constants)


def _learnable(alpha: Any, **given: Any) -> LIF:
    return LIF(surrogate=Sigmoid(alpha, learnable=True), **given)


def _of_tau(tau: Any, decay_input: bool = True, **others: Any) -> dict[str, Any]:
    return {"decay": 1 - 1 / tau, "input_gain": 1 / tau if decay_input else 1.0, **others}


def _of_tau_mem(dt: Any, tau_mem: Any, decay_input: bool = False, **others: Any) -> dict[str, Any]:
    decay = jnp.exp(-dt / tau_mem)
    return {"decay": decay, "input_gain": 1 - decay if decay_input else 1.0, **others}


def _of_two_taus(dt: Any, tau_syn: Any, tau_mem: Any, **others: Any) -> dict[str, Any]:
    return {"current_decay": jnp.exp(-dt / tau_syn), "decay": jnp.exp(-dt / tau_mem), **others}


def _of_adaptive_taus(dt: Any, tau_mem: Any, tau_adaptation: Any, **others: Any) -> dict[str, Any]:
    decays = {"decay": jnp.exp(-dt / tau_mem), "adaptation_decay": jnp.exp(-dt / tau_adaptation)}
    return {**decays, **others}


_ALL_CASES = (
    _lif("constant decay", {}, decay=0.5),
    _lif("constants, none of them a binary fraction", {}, decay=0.9, threshold=0.7, input_gain=0.6),
    _lif("soft"),
    _lif("soft, detached", detach_reset=True),
    _lif("hard", {**_ALL_OF_LIF, "v_reset": _ROW}, reset="hard"),
    _lif("hard, detached", {**_ALL_OF_LIF, "v_reset": ()}, reset="hard", detach_reset=True),
    _lif("hard, to a constant", {"decay": ()}, reset="hard", v_reset=-0.25),
    _lif("no reset", reset="none"),
    _lif("one decay", {"decay": ()}),
    _lif("one parameter a neuron", {"decay": SHAPE, "threshold": SHAPE, "input_gain": SHAPE}),
    _lif("a threshold alone", {"threshold": _ROW}, decay=0.5),
    _lif("a gain alone", {"input_gain": _COLUMN}, decay=0.5),
    Case(
        "LIF.from_tau",
        LIF.from_tau,
        _LEAKY,
        arrays={"tau": _ROW},
        constants={"reset": "hard", "threshold": 0.25},
        meant=_of_tau,
    ),
    Case(
        "LIF.from_time_constants, decayed input",
        LIF.from_time_constants,
        _LEAKY,
        arrays={"tau_mem": _COLUMN},
        constants={"dt": 0.5, "decay_input": True, "threshold": 0.25},
        meant=_of_tau_mem,
    ),
    Case(
        "LIF, learnable surrogate",
        _learnable,
        _LEAKY,
        arrays={"decay": (), "alpha": _ROW},
        spike=_by_sigmoid,
    ),
    Case("IF", IF, _INTEGRATE, arrays={"threshold": _ROW}),
    Case(
        "IF, hard",
        IF,
        _INTEGRATE,
        arrays={"v_reset": _ROW, "threshold": ()},
        constants={"reset": "hard"},
    ),
    Case("LeakyIntegrator", LeakyIntegrator, _INTEGRATOR, arrays={"decay": _ROW, "input_gain": ()}),
    Case("LeakyIntegrator, constants", LeakyIntegrator, _INTEGRATOR, constants={"decay": 0.75}),
    Case(
        "CurrentLIF",
        CurrentLIF,
        _CURRENT,
        states=2,
        arrays={"current_decay": _ROW, **_ALL_OF_LIF},
    ),
    Case(
        "CurrentLIF, hard, detached",
        CurrentLIF,
        _CURRENT,
        states=2,
        arrays={"current_decay": (), "decay": _ROW, "v_reset": _COLUMN},
        constants={"reset": "hard", "detach_reset": True},
    ),
    Case(
        "CurrentLIF.from_time_constants",
        CurrentLIF.from_time_constants,
        _CURRENT,
        states=2,
        arrays={"tau_syn": _ROW, "tau_mem": _COLUMN},
        constants={"dt": 1.0},
        meant=_of_two_taus,
    ),
    Case(
        "AdaptiveLIF",
        AdaptiveLIF,
        _ADAPTIVE,
        states=2,
        arrays={"adaptation_decay": _ROW, "adaptation_gain": _COLUMN, **_ALL_OF_LIF},
    ),
    Case(
        "AdaptiveLIF, constants",
        AdaptiveLIF,
        _ADAPTIVE,
        states=2,
        constants={"decay": 0.9, "adaptation_decay": 0.8, "adaptation_gain": 0.3},
    ),
    Case(
        "AdaptiveLIF, hard, detached",
        AdaptiveLIF,
        _ADAPTIVE,
        states=2,
        arrays={"decay": (), "adaptation_decay": (), "adaptation_gain": _ROW, "v_reset": ()},
        constants={"reset": "hard", "detach_reset": True},
    ),
    Case(
        "AdaptiveLIF.from_time_constants",
        AdaptiveLIF.from_time_constants,
        _ADAPTIVE,
        states=2,
        arrays={"tau_mem": _ROW, "tau_adaptation": (), "adaptation_gain": ()},
        constants={"dt": 1.0, "reset": "none"},
        meant=_of_adaptive_taus,
    ),
    Case("a user's", Bounded, _BOUNDED, arrays={"decay": _ROW, "threshold": _COLUMN}),
    Case("a user's, constants", Bounded, _BOUNDED, constants={"decay": 0.75, "threshold": 0.5}),
    Case(
        "a user's with two states",
        Resonator,
        _RESONATOR,
        states=2,
        arrays={"decay": _COLUMN, "stiffness": _ROW, "threshold": ()},
    ),
)

CASES = {case.name: case for case in _ALL_CASES}


# Loops over time.


def plain(case: Case, parameters: Any, current: jax.Array, state: Any) -> tuple[Any, Any, Any]:
    """Return spikes, final state and trace as `jax.lax.scan` gives them."""
    p, formula = case.parameters(parameters), case.formula

    def advance(state: Any, x: jax.Array) -> Any:
        state, spike = formula.fire(p, formula.charge(p, state, x))
        return tuple(state), (spike, tuple(state))

    final, (spikes, trace) = lax.scan(advance, tuple(state), current)
    return spikes, list(final), list(trace)


def rounded(case: Case, parameters: Any, current: jax.Array, state: Any) -> tuple[Any, Any, Any]:
    """Return the same, with the derivative that is taken where inner values are bfloat16.

    Two loops run beside each other: that of `plain`, which nothing is differentiated through, and
    one that goes on from rounded values at each step. They have the same spikes.
    """
    p, formula = case.parameters(parameters), case.formula

    def advance(carry: Any, x: jax.Array) -> Any:
        true, other = carry
        inner = lax.stop_gradient(formula.charge(p, true, x))
        true, spike = lax.stop_gradient(formula.fire(p, inner))
        given = formula.charge(p, other, x)
        near, far = jax.tree.map(_nearest, inner), jax.tree.map(_on_the_other_side, inner)
        exact = inner[formula.stored :]
        # What decides on a spike is the last of those that are stored.
        last = formula.stored - 1
        choices = [(*near[:last], some[last], *exact) for some in (near, far)]
        of_near, of_far = (formula.fire(p, choice)[1] for choice in choices)
        kept = jax.tree.map(
            functools.partial(jnp.where, (of_near == spike) | (of_far != spike)), *choices
        )
        moved = [x + lax.stop_gradient(y - x) for x, y in zip(given, kept, strict=True)]
        other, felt = formula.fire(p, tuple(moved))
        return (tuple(true), tuple(other)), (felt, tuple(other))

    both = (tuple(state), tuple(state))
    (_, final), (spikes, trace) = lax.scan(advance, both, current)
    return spikes, list(final), list(trace)


def _nearest(x: jax.Array) -> jax.Array:
    return lax.reduce_precision(x, 8, 7)


def _on_the_other_side(x: jax.Array) -> jax.Array:
    apart = 2.0 ** (jnp.floor(jnp.log2(jnp.maximum(jnp.abs(x), 1e-30))) - 7)
    near = _nearest(x)
    return near + jnp.sign(x - near) * apart


def called(case: Case, parameters: Any, current: Any, state: Any, **options: Any) -> Any:
    """Return spikes, final state and trace of the neuron, the latter two as lists."""
    neuron = case.neuron(parameters)
    structure = jax.tree.structure(neuron.init(current.shape[1:], current.dtype))
    state = jax.tree.unflatten(structure, state)
    spikes, final, trace = neuron(current, state=state, trace=True, **options)
    return spikes, jax.tree.leaves(final), jax.tree.leaves(trace)


def differentiated(function: Callable[..., Any], case: Case, **options: Any) -> Any:
    """Return a function to all results, and to the gradients to all that goes in.

    These are to the parameters, by name, to the current, and to the initial state.
    """

    @jax.jit
    def both(parameters: Any, current: Any, state: Any, cotangents: Any) -> Any:
        results, pullback = jax.vjp(
            functools.partial(function, case, **options), parameters, current, state
        )
        cotangents = jax.tree.map(lambda x, like: x.astype(like.dtype), cotangents, results)
        return results, pullback(cotangents)

    return both


@functools.cache
def expected(case: Case, residuals: str = "float32") -> Any:
    """Return what is to come out, in float64, and the gradients."""
    function = rounded if residuals == "bfloat16" else plain
    with jax.enable_x64(True):
        results = differentiated(function, case)(*case.problem().arguments("float64"))
        if residuals == "bfloat16":
            true, _ = expected(case)
            if case.formula is not _INTEGRATOR:
                np.testing.assert_array_equal(results[0][0], true[0])
            results = true, results[1]
        return jax.tree.map(np.asarray, results)


def relative_error(actual: Any, wanted: Any) -> float:
    """Return the relative root mean square error; of zeros, 0 or infinity."""
    actual, wanted = np.asarray(actual, np.float64), np.asarray(wanted, np.float64)
    assert actual.shape == wanted.shape
    size, error = np.linalg.norm(wanted), np.linalg.norm(actual - wanted)
    if not np.isfinite(error):
        return np.inf
    return float(error / size) if size else float(np.inf if error else 0.0)


def worst_error(actual: Any, wanted: Any) -> float:
    """Return the greatest relative error of any array of a tree."""
    return max(jax.tree.leaves(jax.tree.map(relative_error, actual, wanted)))
