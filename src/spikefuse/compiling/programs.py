"""The programs whose kernels are compiled: every operation with every formula and choice."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from .. import neuron as classes
from ..checking import cases as surrogates
from ..checking.neurons import cases as neurons
from ..kernels.recurrence import RESIDUALS
from ..neuron import Neuron
from ..neuron.firing import RESETS

__all__ = ["DTYPES", "Program", "elementwise", "every", "plain_scan", "recurrence"]

DTYPES = ("float32", "bfloat16", "float16")

SHAPE = (16384, 4096)
"""Of elementwise operands: so large that none of them stays on a chip from kernel to kernel."""

SEQUENCE = (100, 512, 2048)
"""Of a current, in the same way: steps, batch, neurons."""

_DECAY = 0.9

_SPILLING = ("Alpha", "EIF", "ILIF", "Izhikevich", "Leaky", "QIF")
"""Neurons of which the gradients of all parameters are more than a GPU's registers hold where
everything is computed again, too."""


@dataclasses.dataclass(frozen=True)
class Program:
    """Something to compile.

    Attributes
    ----------
    operation : str
        "elementwise" or "recurrence".
    formula : str
        The surrogate's or neuron's name.
    options : str
        The neuron's reset, and what else is not as it is by default.
    dtype : str
        Of the operands.
    residuals : str
        What a recurrence keeps for its backward pass; empty for an elementwise operation.
    function : callable
        Of the operands: forward, backward, and for an elementwise operation the derivative of
        backward.
    operands : tuple of shapes and dtypes
        What it is called with.
    fewest_bytes : int or None
        What its kernels have to read and write; None where that was not worked out, for gradients
        of parameters.
    """

    operation: str
    formula: str
    options: str
    dtype: str
    residuals: str
    function: Callable[..., Any]
    operands: tuple[jax.ShapeDtypeStruct, ...]
    fewest_bytes: int | None

    def __str__(self) -> str:
        words = (
            self.formula,
            self.options,
            self.dtype,
            self.residuals and f"keeps {self.residuals}",
        )
        return ", ".join(filter(None, words))


def every() -> list[Program]:
    """Return the programs of every surrogate and dtype, and of every neuron, reset and residual.

    With the default reset, neurons come with parameters that are numbers, and that are arrays of
    which each has a gradient.
    """
    of_surrogates = [elementwise(name, dtype) for name in surrogates.cases() for dtype in DTYPES]
    of_neurons = [
        recurrence(case, residuals=residuals, learnable=learnable)
        for cases in neurons.cases().values()
        for case in plain_cases(cases)
        for learnable in ((False, True) if case is cases[0] else (False,))
        for residuals in (_learnt_residuals(case) if learnable else RESIDUALS)
    ]
    return [*of_surrogates, *of_neurons]


def plain_cases(cases: Sequence[neurons.Case]) -> list[neurons.Case]:
    """Return those of a neuron's cases that differ in the reset alone."""
    return [case for case in cases if case.options in ("", *RESETS)]


def _learnt_residuals(case: neurons.Case) -> Sequence[str]:
    if case.name in _SPILLING:
        return [each for each in RESIDUALS if each != "recompute"]
    return RESIDUALS


def elementwise(name: str, dtype: str, shape: tuple[int, ...] = SHAPE) -> Program:
    """Return the program of a surrogate: its spikes, gradients, and derivatives of gradients."""
    case = surrogates.cases()[name]
    count = len(case.gradients)
    operand = jax.ShapeDtypeStruct(shape, dtype)

    def function(cotangent: Any, *others: Any) -> Any:
        inputs, tangents = others[:count], others[count:]

        def backward(*inputs: Any) -> Any:
            spikes, pull = jax.vjp(case.spike, *inputs)
            return pull(cotangent), spikes

        return jax.jvp(backward, inputs, tangents, has_aux=True)

    forward, backward, second = count + 1, 1 + 2 * count, 1 + 3 * count
    return Program(
        operation="elementwise",
        formula=name,
        options="",
        dtype=dtype,
        residuals="",
        function=function,
        operands=(operand,) * (1 + 2 * count),
        fewest_bytes=(forward + backward + second) * _size(operand),
    )


def recurrence(
    case: neurons.Case,
    dtype: str = "float32",
    residuals: str = RESIDUALS[0],
    *,
    learnable: bool = False,
) -> Program:
    """Return the program of a neuron: its spikes, and the gradient to its current.

    If it is learnable, each of its parameters has one value a neuron, and a gradient.
    """
    current = jax.ShapeDtypeStruct(SEQUENCE, dtype)
    parameter = jax.ShapeDtypeStruct(SEQUENCE[1:], jnp.float32)
    arrays = [parameter] * len(case.parameters) * learnable

    def function(current: Any, cotangent: Any, *parameters: Any) -> Any:
        def run(current: Any, *parameters: Any) -> Any:
            given = dict(zip(case.parameters, parameters, strict=True)) if learnable else {}
            neuron = case.make(given) if learnable else of_numbers(case)
            return neuron(current, residuals=residuals)[0]

        spikes, pull = jax.vjp(run, current, *parameters)
        return spikes, pull(cotangent)

    return Program(
        operation="recurrence",
        formula=case.name,
        options=", ".join(filter(None, (case.options, "learnable" * learnable))),
        dtype=dtype,
        residuals=residuals,
        function=function,
        operands=(current, current, *arrays),
        fewest_bytes=None if learnable else _fewest_of_recurrence(case, current, residuals),
    )


def plain_scan(case: neurons.Case) -> Callable[..., Any]:
    """Return what a recurrence computes, as a plain loop that JAX differentiates by itself."""
    neuron = of_numbers(case)

    def function(current: Any, cotangent: Any) -> Any:
        def run(current: Any) -> Any:
            state = neuron.init(current.shape[1:], current.dtype)
            return jax.lax.scan(neuron.step, state, current)[1]

        spikes, pull = jax.vjp(run, current)
        return spikes, pull(cotangent)[0]

    return function


def of_numbers(case: neurons.Case) -> Neuron:
    """Return the neuron of a case, with its default parameters, and most decays of 0.9."""
    defaults = {
        field.name: field.default
        for field in dataclasses.fields(getattr(classes, case.name))
        if field.default is not dataclasses.MISSING
    }
    given = defaults | {"inhibition_decay": 0.8}
    return case.make({name: given.get(name, _DECAY) for name in case.parameters})


_INNER_VALUES = {("AdaptiveLIF", "hard"): 2, ("CLIF", "soft"): 2}
"""On how many arrays the derivative of a step depends, where it is not one for a neuron that fires:
on the distance to a threshold that moves and, with this reset, the membrane; or on two of these."""


def _fewest_of_recurrence(case: neurons.Case, current: Any, residuals: str) -> int:
    """Return the bytes that both passes have to move.

    Forward, the current is read, and spikes are written with what is kept; backward, the cotangent
    is read with that, and the gradient written. A derivative that is linear needs nothing kept. To
    compute again what is needed takes the current instead.
    """
    spikes_and_gradient = 4 * _size(current)
    if not case.spikes:
        return spikes_and_gradient
    if residuals == "recompute":
        return spikes_and_gradient + _size(current)
    kept = _INNER_VALUES.get((case.name, case.options), 1)
    return spikes_and_gradient + 2 * kept * _size(jax.ShapeDtypeStruct(current.shape, residuals))


def _size(operand: Any) -> int:
    return int(np.prod(operand.shape)) * jnp.dtype(operand.dtype).itemsize
