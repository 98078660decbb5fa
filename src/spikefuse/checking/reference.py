"""The reference: a case's formulas in float64, by plain `jax.numpy` and `jax.jvp`."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from .cases import Case

__all__ = ["Derivatives", "Reference", "referee"]


@dataclasses.dataclass(frozen=True)
class Derivatives:
    """A gradient formula, and its derivatives to its own input, at each point."""

    gradient: np.ndarray
    second: np.ndarray
    third: np.ndarray


@dataclasses.dataclass(frozen=True)
class Reference:
    """What a case is compared with, at each point, in float64.

    Attributes
    ----------
    spikes : array of bool
        Where it is to spike.
    to_inputs : tuple of Derivatives
        One an input.
    """

    spikes: np.ndarray
    to_inputs: tuple[Derivatives, ...]


def referee(case: Case) -> Callable[[Sequence[np.ndarray]], Reference]:
    """Return a function from inputs of any dtype, and always the same shape, to the reference.

    It is compiled once, for the CPU, whatever else the machine has.
    """

    @jax.jit
    def evaluate(inputs: Any) -> Any:
        gradients = [_derivatives(formula, i, inputs) for i, formula in enumerate(case.gradients)]
        return case.value(*inputs), gradients

    def reference(inputs: Sequence[np.ndarray]) -> Reference:
        with jax.enable_x64(True), jax.default_device(jax.devices("cpu")[0]):
            spikes, gradients = jax.tree.map(
                np.asarray, evaluate(tuple(jnp.asarray(_normal(x)) for x in inputs))
            )
        return Reference(spikes, tuple(Derivatives(*each) for each in gradients))

    return reference


def _derivatives(formula: Any, index: int, inputs: Sequence[jax.Array]) -> Any:
    def gradient(x: jax.Array) -> jax.Array:
        return formula(*inputs[:index], x, *inputs[index + 1 :])

    def slope(function: Any) -> Any:
        return lambda x: jax.jvp(function, (x,), (jnp.ones_like(x),))[1]

    x = inputs[index]
    second = slope(gradient)
    return gradient(x), second(x), slope(second)(x)


def _normal(x: np.ndarray) -> np.ndarray:
    """Return float64 numbers none of which is subnormal, since a CPU may take those for 0."""
    wide = x.astype(np.float64)
    tiny = np.finfo(np.float64).tiny
    subnormal = (wide != 0) & (np.abs(wide) < tiny)
    return np.where(subnormal, np.copysign(tiny, wide), wide)
