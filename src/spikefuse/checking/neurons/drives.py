"""What a neuron is run on: parameters, currents, an initial state, and cotangents."""

import dataclasses
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ...kernels.precision import working_dtype
from .combinations import Combination

__all__ = ["SHAPE", "STEPS", "Drive", "drive"]

STEPS = 17
"""How many time steps there are: no multiple of the steps that kernels take together."""

SHAPE = (3, 43)
"""Of a step: no multiple of a block, and on a GPU one neuron more than a block."""


@dataclasses.dataclass(frozen=True)
class Drive:
    """The operands of a neuron's program; all are arrays of NumPy.

    Attributes
    ----------
    parameters : dict of str to array or float
        In the working dtype: what the neuron is given.
    current : array of shape [T, ...]
        What goes in.
    state : tree of arrays of shape [...]
        The initial one.
    cotangents : tuple
        Of the spikes, of the final state, and of the trace; those of a trace that is not asked for
        are 0.
    exact : array of bool, of shape [...]
        Which neurons compute without rounding: they meet their threshold exactly, and often.
        Their cotangents are 0.
    """

    parameters: dict[str, Any]
    current: np.ndarray
    state: Any
    cotangents: tuple[np.ndarray, Any, Any]
    exact: np.ndarray

    def without(self, neurons: np.ndarray) -> "Drive":
        """Return the same with cotangents of 0 for some neurons, an array of bool."""
        kept = jax.tree.map(lambda x: np.where(neurons, np.zeros_like(x), x), self.cotangents)
        return dataclasses.replace(self, cotangents=kept)


def drive(combination: Combination) -> Drive:
    """Return what a combination is run on, always the same.

    Half-precision currents are those of float32, rounded.
    """
    generator = np.random.default_rng(0)
    dtype = jnp.dtype(combination.dtype)
    wide = working_dtype(dtype)
    exact = np.zeros(SHAPE, bool)
    if combination.parameters == "one a neuron" and combination.case.exact:
        exact[..., ::5] = True
    parameters = {
        name: _parameter(generator, name, combination, exact, wide)
        for name in combination.case.parameters
    }
    neuron = combination.case.make(parameters)
    leaves, structure = jax.tree.flatten(jax.eval_shape(lambda: neuron.init(SHAPE, jnp.float32)))

    def like_states(draw: Any) -> Any:
        return jax.tree.unflatten(structure, [draw() for _ in leaves])

    def membrane(*shape: int) -> np.ndarray:
        ordinary = generator.normal(0.2, 0.7, (*shape, *SHAPE))
        return np.where(exact, np.round(4.0 * ordinary) / 4.0, ordinary)

    def cotangent(*shape: int, size: float = 1.0) -> np.ndarray:
        drawn = generator.normal(0.0, 1.0, (*shape, *SHAPE))
        return np.where(exact, 0.0, size * drawn)

    of_trace = float(combination.has_trace)
    return Drive(
        parameters,
        membrane(STEPS).astype(dtype),
        like_states(lambda: membrane().astype(wide)),
        (
            cotangent(STEPS).astype(dtype),
            like_states(lambda: cotangent().astype(wide)),
            like_states(lambda: cotangent(STEPS, size=of_trace).astype(wide)),
        ),
        exact,
    )


_RANGES = {
    "threshold": (0.6, 1.4),
    "v_reset": (-0.5, 0.2),
    "adaptation_gain": (0.05, 0.4),
    "input_gain": (0.5, 1.5),
    "surrogate.alpha": (0.5, 2.0),
    "curvature": (0.05, 0.3),
    "rheobase": (0.6, 1.0),
    "sharpness": (0.5, 1.5),
    "v_rest": (-0.2, 0.2),
    "v_critical": (0.7, 1.1),
    "recovery_coupling": (0.05, 0.3),
    "recovery_jump": (0.05, 0.4),
    "rotation": (0.1, 0.3),
    "excitation_decay": (0.7, 0.95),
    "inhibition_decay": (0.3, 0.6),
}
"""Of parameters that are no decays: such that a fifth to a half of the steps spike."""

_LOWER_THRESHOLDS = {"Alpha": (0.2, 0.6), "ResonateAndFire": (0.2, 0.6)}
"""Of neurons whose membranes stay small with these currents."""

_DECAYS = (0.4, 0.95)

_MOST = (2, 4)
"""Spikes of a step, whole numbers."""


def _parameter(
    generator: np.random.Generator,
    name: str,
    combination: Combination,
    exact: np.ndarray,
    wide: Any,
) -> Any:
    if name == "most":
        return _whole(generator, *_MOST, combination, wide)
    low, high = _RANGES.get(name, _DECAYS)
    if name == "threshold":
        low, high = _LOWER_THRESHOLDS.get(combination.case.name, (low, high))
    if combination.is_plain:
        return float(np.float32(generator.uniform(low, high)))
    if combination.parameters == "shared":
        return generator.uniform(low, high, _shared_shape(name)).astype(wide)
    ordinary = generator.uniform(low, high, SHAPE)
    # Quarters, and decays of 0 or 1: their products and sums need few bits.
    few_bits = np.round(4.0 * ordinary) / 4.0 if name in _RANGES else np.round(ordinary)
    return np.where(exact, few_bits, ordinary).astype(wide)


def _whole(
    generator: np.random.Generator, low: int, high: int, combination: Combination, wide: Any
) -> Any:
    if combination.is_plain:
        return high
    shape = _shared_shape("") if combination.parameters == "shared" else SHAPE
    return generator.integers(low, high, shape, endpoint=True).astype(wide)


def _shared_shape(name: str) -> tuple[int, ...]:
    """Return the shape of a parameter that is broadcast: one value, or one a column."""
    return SHAPE[-1:] if name in ("threshold", "input_gain") else ()
