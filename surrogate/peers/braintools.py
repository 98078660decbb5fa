"""What the surrogates of `braintools.surrogate` are here: their names are ours, too."""

from typing import Any

from ..base import Surrogate
from ..bell_shaped import GaussianGrad, MultiGaussianGrad
from ..peaked import InvSquareGrad, NonzeroSignLog, PiecewiseExp, QPseudoSpike, SlayerGrad
from ..periodic import SquarewaveFourierSeries
from ..piecewise import PiecewiseLeakyRelu, PiecewiseQuadratic, ReluGrad
from ..rectified import S2NN, LeakyRelu, LogTailedRelu
from ..sigmoidal import ERF, Arctan, Sigmoid, SoftSign
from .mapping import Counterpart, Peer

__all__ = ["BRAINTOOLS", "from_braintools"]

_SAME = (
    Sigmoid,
    PiecewiseQuadratic,
    PiecewiseExp,
    SoftSign,
    Arctan,
    NonzeroSignLog,
    ERF,
    PiecewiseLeakyRelu,
    SquarewaveFourierSeries,
    S2NN,
    QPseudoSpike,
    LeakyRelu,
    LogTailedRelu,
    ReluGrad,
    GaussianGrad,
    MultiGaussianGrad,
    InvSquareGrad,
    SlayerGrad,
)

_COUNTERPARTS = {each.__name__: Counterpart(each) for each in _SAME}

BRAINTOOLS = Peer("braintools", "0.3.0", spike_at_zero=True, counterparts=_COUNTERPARTS)


def from_braintools(
    name: str, *arguments: Any, learnable: bool = False, **parameters: Any
) -> Surrogate:
    """Return the surrogate of a name in braintools, with its parameters there.

    It gives a spike where ``x >= 0``, as that package does.

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
    >>> from spikefuse.surrogate import from_braintools
    >>> from_braintools("arctan", alpha=2.0)
    Arctan(alpha=2.0)
    """
    return BRAINTOOLS.surrogate(name, arguments, parameters, learnable)
