"""What the threshold functions of `norse.torch.functional.threshold` are here."""

import math
from typing import Any

from ..base import Surrogate
from ..bell_shaped import GaussianGrad
from ..peaked import InvSquareGrad
from ..piecewise import ReluGrad
from ..rectified import LeakyRelu
from ..unit_height import CircularDistance, TanhGrad
from .mapping import Counterpart, Peer

__all__ = ["NORSE", "from_norse"]

_COUNTERPARTS = {
    "heaviside": Counterpart(lambda: LeakyRelu(0.0, 0.0), note="it has no derivative, ours is 0"),
    "super": Counterpart(
        lambda alpha=100.0: InvSquareGrad(1.0),  # noqa: ARG005
        also=("super_fn", "superspike_fn", "SuperSpike"),
        note="it leaves its alpha unused, and so does this; `InvSquareGrad(alpha)` uses it",
    ),
    "triangle": Counterpart(
        lambda alpha=0.3: ReluGrad(alpha, 1.0), also=("triangle_fn", "Triangle")
    ),
    "tanh": Counterpart(lambda k: TanhGrad(k), also=("heavi_tanh_fn", "HeaviTanh")),
    "circ": Counterpart(lambda k: CircularDistance(k), also=("heavi_circ_fn", "HeaviCirc")),
    "heavi_erfc": Counterpart(
        lambda k: GaussianGrad(sigma=1.0 / (math.sqrt(2.0) * k), alpha=2.0 / k),
        also=("heavi_erfc_fn",),
    ),
    "logistic_fn": Counterpart(
        None,
        also=("Logistic",),
        note="its spikes are drawn at random; the derivative alone is that of tanh",
    ),
    "circ_dist_fn": Counterpart(
        None,
        also=("CircDist",),
        note="its spikes are drawn at random; the derivative alone is that of circ",
    ),
}

NORSE = Peer("Norse", "1.1.0", spike_at_zero=False, counterparts=_COUNTERPARTS)


def from_norse(name: str, *arguments: Any, learnable: bool = False, **parameters: Any) -> Surrogate:
    """Return the surrogate of a name in Norse, with its parameters there.

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
    >>> from spikefuse.surrogate import from_norse
    >>> from_norse("triangle")
    ReluGrad(alpha=0.3, width=1.0, spike_at_zero=False)
    """
    return NORSE.surrogate(name, arguments, parameters, learnable)
