"""What the spike of `lava.lib.dl.slayer` is here."""

from typing import Any

from ..base import Surrogate
from ..laplace import LaplaceGrad
from .mapping import Counterpart, Peer

__all__ = ["LAVA", "from_lava"]

_COUNTERPARTS = {
    "Spike": Counterpart(
        lambda tau_rho=1.0, scale_rho=1.0: LaplaceGrad(1.0 / tau_rho, 0.5 * scale_rho / tau_rho),
        note="without graded spikes; its x is the voltage less the threshold",
    ),
}

LAVA = Peer("lava-dl", "0.5.0", spike_at_zero=True, counterparts=_COUNTERPARTS)


def from_lava(name: str, *arguments: Any, learnable: bool = False, **parameters: Any) -> Surrogate:
    """Return the surrogate of a name in lava-dl, with its parameters there.

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
    >>> from spikefuse.surrogate import from_lava
    >>> from_lava("Spike", tau_rho=0.5, scale_rho=2.0)
    LaplaceGrad(alpha=2.0, height=2.0, center=0.0)
    """
    return LAVA.surrogate(name, arguments, parameters, learnable)
