"""What the surrogates of `snntorch.surrogate` are here."""

from typing import Any

from ..base import Surrogate
from ..fast_sigmoid import SparseFastSigmoid
from ..laplace import LaplaceGrad
from ..peaked import InvSquareGrad
from ..rectified import LeakyRelu
from ..sigmoidal import Arctan, Sigmoid
from ..stochastic import random_leak
from .mapping import Counterpart, Peer

__all__ = ["SNNTORCH", "from_snntorch"]

_COUNTERPARTS = {
    "straight_through_estimator": Counterpart(lambda: LeakyRelu(1.0, 1.0)),
    "triangular": Counterpart(
        lambda threshold=1.0: LeakyRelu(threshold, -threshold),
        note="its derivative at 0 is -threshold, ours threshold",
    ),
    "fast_sigmoid": Counterpart(lambda slope=25.0: InvSquareGrad(slope)),
    "atan": Counterpart(lambda alpha=2.0: Arctan(alpha)),
    "heaviside": Counterpart(lambda: LeakyRelu(0.0, 1.0)),
    "sigmoid": Counterpart(
        lambda slope=25.0: Sigmoid(slope), note="where its exponentials overflow it is NaN, ours 0"
    ),
    "spike_rate_escape": Counterpart(
        lambda beta=1.0, slope=25.0: LaplaceGrad(beta, slope, center=1.0)
    ),
    "SSO": Counterpart(
        lambda key, shape, mean=0.0, variance=0.2: LeakyRelu(
            random_leak(key, shape, mean, variance), 1.0
        ),
        also=("StochasticSpikeOperator",),
        note="with a key, and the shape to draw; it draws anew in each backward pass",
    ),
    "LSO": Counterpart(
        lambda slope=0.1: LeakyRelu(slope, 1.0),
        also=("LeakySpikeOperator",),
        note="the formula of LeakySpikeOperator: in that version, a call of LSO raises an error",
    ),
    "SFS": Counterpart(
        lambda slope=25.0, B=1.0: SparseFastSigmoid(slope, B),  # noqa: N803
        also=("SparseFastSigmoid",),
    ),
    "custom_surrogate": Counterpart(
        None, note="a user's own formula, which is a subclass of `Surrogate` here"
    ),
}

SNNTORCH = Peer("snnTorch", "1.0.0", spike_at_zero=False, counterparts=_COUNTERPARTS)


def from_snntorch(
    name: str, *arguments: Any, learnable: bool = False, **parameters: Any
) -> Surrogate:
    """Return the surrogate of a name in snnTorch, with its parameters there.

    It gives a spike where ``x > 0``, as that package does.

    Parameters
    ----------
    name : str
        As that package calls its class or function, in any case.
    *arguments, **parameters
        As that package calls them, with its defaults; numbers or arrays.
    learnable : bool, keyword only
        Whether the parameters have a gradient.

    Raises
    ------
    ValueError
        If it has none of that name, or that has no counterpart here; it lists what there is.
    TypeError
        If it does not take those parameters.

    Examples
    --------
    >>> from spikefuse.surrogate import from_snntorch
    >>> from_snntorch("fast_sigmoid", slope=10.0)
    InvSquareGrad(alpha=10.0, spike_at_zero=False)
    """
    return SNNTORCH.surrogate(name, arguments, parameters, learnable)
