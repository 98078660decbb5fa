"""What is compared: a neuron's whole loop, and the derivative of all that it returns."""

import contextlib
import dataclasses
from collections.abc import Callable
from typing import Any

import jax
import numpy as np

from ...kernels.dispatch import use_implementation
from ..programs import Target
from ..quick import quickly_compiled
from . import poison
from .combinations import Combination
from .drives import Drive

__all__ = ["Computed", "Program", "program"]


@dataclasses.dataclass(frozen=True)
class Computed:
    """What a program returned.

    Attributes
    ----------
    spikes : array of shape [T, ...]
        What each step puts out.
    state : tree of arrays of shape [...]
        The last state.
    trace : tree of arrays of shape [T, ...], or None
        The state after each step, if it was asked for.
    undifferentiated : array of shape [T, ...], or None
        The spikes of a call without a derivative, if it was made.
    gradients : tuple
        Those of parameters, by name, of the current, and of the initial state.
    """

    spikes: Any
    state: Any
    trace: Any
    undifferentiated: Any
    gradients: tuple[dict[str, Any], Any, Any]


Program = Callable[[Drive], Computed]


def program(combination: Combination, target: Target) -> Program:
    """Return a function that runs a combination, compiled at its first call.

    Before each run, memory is filled with NaN, unless the interpreter does that.
    """
    held: list[Any] = []

    def compute(drive: Drive) -> Computed:
        arrays = {} if combination.is_plain else drive.parameters
        cotangents = drive.cotangents if combination.has_trace else (*drive.cotangents[:2], None)
        operands = (arrays, drive.current, drive.state, cotangents)
        wide = drive.current.dtype == np.float64
        interpret = target.platform if target.interpreted else None
        with (
            jax.enable_x64(True) if wide else contextlib.nullcontext(),
            use_implementation(target.implementation, interpret=interpret),
        ):
            if not held:
                constants = drive.parameters if combination.is_plain else {}
                held.append(_compiled(combination, target, constants, operands))
            if not target.interpreted:
                needed = held[0].memory_analysis()
                scratch = 0 if needed is None else needed.temp_size_in_bytes
                poison.fill(jax.tree.leaves(held[0].out_info), scratch)
            return Computed(*jax.tree.map(np.asarray, held[0](*operands)))

    return compute


def _compiled(combination: Combination, target: Target, constants: Any, operands: Any) -> Any:
    def evaluate(arrays: Any, current: Any, state: Any, cotangents: Any) -> Any:
        def run(arrays: Any, current: Any, state: Any) -> Any:
            neuron = combination.case.make({**constants, **arrays})
            returned = neuron(
                current,
                state=state,
                residuals=combination.residuals,
                trace=combination.has_trace,
            )
            return returned if combination.has_trace else (*returned, None)

        returned, pull = jax.vjp(run, arrays, current, state)
        plain = run(arrays, current, state)[0] if combination.is_plain else None
        return *returned, plain, pull(cotangents)

    compiler: Any = quickly_compiled if target.interpreted else jax.jit
    return compiler(evaluate).lower(*operands).compile()
