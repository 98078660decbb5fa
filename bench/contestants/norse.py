"""The neurons of `norse`, lifted over time, as its documentation has them.

Its LIF without a synaptic current takes the step of Euler's method, ``v + rate * (x - v)``: the
current comes in times the rate, and so the threshold is the rate, too. Its IF knows no soft reset.
"""

# A type checker that does not find the package finds this file in its place.
# pyright: reportMissingImports=false, reportAttributeAccessIssue=false

from collections.abc import Callable, Sequence
from typing import Any

import jax

from ...surrogate import InvSquareGrad
from ..workloads import Inputs, Workload
from ..workloads.neurons import NEURONS, SURROGATES
from . import jax_prepare, plain_neurons, scan
from .contestant import Contestant, Prepared
from .plain_neurons import Spike, Step, Steps
from .torch_neurons import Loop, TorchNeurons
from .torch_prepare import prepare, runs

__all__ = ["CONTESTANT"]

_STEP_SECONDS = 0.001
"""What a step is by default."""


def _spike(surrogate: str) -> Loop:
    from norse.torch.functional.threshold import threshold

    # The derivative of a tanh of half the slope, times 2, is that of our sigmoid.
    (slope,) = SURROGATES[surrogate].values()
    return lambda x: threshold(x, "tanh", slope / 2)


def _step(name: str) -> tuple[Callable[..., Any], Any, type]:
    """Return a neuron's step, its parameters, and the class of its state."""
    import torch
    from norse.torch.functional import iaf, lif_box
    from norse.torch.functional.reset import reset_subtract

    if name == "IF":
        return iaf.iaf_feed_forward_step, iaf.IAFParameters(), iaf.IAFFeedForwardState
    rate = 1.0 - NEURONS[name].parameters["decay"]
    parameters = lif_box.LIFBoxParameters(
        tau_mem_inv=torch.as_tensor(rate / _STEP_SECONDS),
        v_th=torch.as_tensor(rate),
        reset_method=reset_subtract,
    )
    return lif_box.lif_box_feed_forward_step, parameters, lif_box.LIFBoxFeedForwardState


def _loop(name: str, surrogate: str) -> Loop:
    from norse.torch.functional.lift import lift

    del surrogate
    step, parameters, made = _step(name)
    lifted = lift(step, parameters)

    def run(current: Any) -> Any:
        import torch

        return lifted(current, state=made(v=torch.zeros_like(current[0])))[0]

    return run


def _cell(name: str, surrogate: str) -> Callable[[], Loop]:
    del surrogate
    step, parameters, made = _step(name)

    def at_rest() -> Loop:
        # It holds the state, and begins with none.
        state: list[Any] = [None]

        def one(current: Any) -> Any:
            if state[0] is None:
                state[0] = made(v=current.new_zeros(current.shape))
            spikes, state[0] = step(current, state[0], parameters, _STEP_SECONDS)
            return spikes

        return one

    return at_rest


def _own_spike(surrogate: str) -> Spike:
    del surrogate
    return scan.threshold(InvSquareGrad(alpha=1.0).surrogate_grad)


def _lif(spike: Spike, decay: float) -> Step:
    rate = 1.0 - decay

    def step(state: tuple[jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        membrane = state[0] + rate * (x - state[0])
        spikes = spike(membrane - rate)
        return (membrane - rate * spikes,), spikes

    return step


def _if(spike: Spike) -> Step:
    def step(state: tuple[jax.Array], x: jax.Array) -> tuple[Any, jax.Array]:
        membrane = state[0] + x
        spikes = spike(membrane - 1.0)
        return ((1.0 - spikes) * membrane,), spikes

    return step


_STEPS: Steps = {"IF": (1, _if), "LIF": (1, _lif)}


def _modes(workload: Workload) -> Sequence[str]:
    return ("",) if runs(workload, surrogates=("Sigmoid",)) else ()


def _prepare(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    del mode
    return prepare(workload, TorchNeurons(_spike, _loop, _cell), inputs)


def _reference(workload: Workload, inputs: Sequence[Inputs]) -> Prepared:
    neurons = plain_neurons.neurons(_own_spike, steps=_STEPS)
    return jax_prepare.prepare(workload, neurons, inputs)


CONTESTANT = Contestant(
    "norse",
    ("torch", "norse.torch"),
    ("torch", "norse"),
    _modes,
    _prepare,
    "its neurons have SuperSpike for a surrogate, an IF's reset is hard, and a LIF's current comes "
    "in times 1 - decay",
    _reference,
)
