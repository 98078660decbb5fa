"""What the surrogates of `spikingjelly.activation_based.surrogate` are here."""

from typing import Any

from ..base import Surrogate
from ..fast_sigmoid import PowerLawGrad
from ..peaked import NonzeroSignLog, PiecewiseExp
from ..periodic import SquarewaveFourierSeries
from ..piecewise import PiecewiseLeakyRelu, PiecewiseQuadratic
from ..rectified import S2NN, LeakyRelu, LogTailedRelu
from ..sigmoidal import ERF, Arctan, Sigmoid, SoftSign
from ..windowed import Boxcar, FakeNumericalGradient
from .mapping import Counterpart, Peer

__all__ = ["SPIKINGJELLY", "from_spikingjelly"]

_COUNTERPARTS = {
    "PiecewiseQuadratic": Counterpart(lambda alpha=1.0: PiecewiseQuadratic(alpha)),
    "PiecewiseExp": Counterpart(lambda alpha=1.0: PiecewiseExp(alpha)),
    "Sigmoid": Counterpart(lambda alpha=4.0: Sigmoid(alpha)),
    "SoftSign": Counterpart(lambda alpha=2.0: SoftSign(alpha)),
    "SuperSpike": Counterpart(lambda alpha=1.0: PowerLawGrad(2.0, 1.0, alpha)),
    "ATan": Counterpart(lambda alpha=2.0: Arctan(alpha)),
    "NonzeroSignLogAbs": Counterpart(lambda alpha=1.0: NonzeroSignLog(alpha)),
    "Erf": Counterpart(lambda alpha=2.0: ERF(alpha)),
    "PiecewiseLeakyReLU": Counterpart(
        lambda w=1.0, c=0.01: PiecewiseLeakyRelu(c, w),
        note="its derivative at x = ±w is that outside, ours that inside",
    ),
    "SquarewaveFourierSeries": Counterpart(
        lambda n=2, T_period=8.0: SquarewaveFourierSeries(n - 1, T_period),  # noqa: N803
        note="it sums one term fewer than its n, from 2 on",
    ),
    "S2NN": Counterpart(lambda alpha=4.0, beta=1.0: S2NN(alpha, beta, 1e-5)),
    "QPseudoSpike": Counterpart(
        lambda alpha=2.0: PowerLawGrad(alpha, 0.5 * (alpha - 1.0), 1.0),
        note="with alpha - 1 where braintools has alpha + 1",
    ),
    "LeakyKReLU": Counterpart(lambda leak=0.0, k=1.0: LeakyRelu(leak, k)),
    "FakeNumericalGradient": Counterpart(
        lambda alpha=0.3: FakeNumericalGradient(alpha),
        note="its derivative at -0.0 is -inf, ours alpha",
    ),
    "LogTailedReLU": Counterpart(lambda alpha=0.0: LogTailedRelu(alpha)),
    "DeterministicPass": Counterpart(lambda: LeakyRelu(1.0, 1.0)),
    "Rect": Counterpart(
        lambda alpha=1.0: Boxcar(1.0 / alpha, alpha),
        note="its derivative at the rectangle's ends is 0, ours alpha",
    ),
    "PoissonPass": Counterpart(
        None, note="its spikes are drawn at random; ours are those of a threshold"
    ),
    "MultiLevelSpikeCount": Counterpart(
        None, note="it counts spikes up to a largest number; ours are 0 or 1"
    ),
}

SPIKINGJELLY = Peer("SpikingJelly", "2.0.0", spike_at_zero=True, counterparts=_COUNTERPARTS)


def from_spikingjelly(
    name: str, *arguments: Any, learnable: bool = False, **parameters: Any
) -> Surrogate:
    """Return the surrogate of a name in SpikingJelly, with its parameters there.

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
    >>> from spikefuse.surrogate import from_spikingjelly
    >>> from_spikingjelly("ATan")
    Arctan(alpha=2.0)
    >>> from_spikingjelly("Rect", alpha=2.0)
    Boxcar(width=0.5, height=2.0)
    """
    return SPIKINGJELLY.surrogate(name, arguments, parameters, learnable)
