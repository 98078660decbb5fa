"""What the activations of `spyx.axn` are here."""

from typing import Any

from ..base import Surrogate
from ..peaked import InvSquareGrad
from ..piecewise import ReluGrad
from ..unit_height import TanhGrad
from ..windowed import Boxcar
from .mapping import Counterpart, Peer

__all__ = ["SPYX", "from_spyx"]

_COUNTERPARTS = {
    "tanh": Counterpart(lambda k=1.0: TanhGrad(k)),
    "boxcar": Counterpart(
        lambda width=2.0, height=0.5: Boxcar(width, height),
        note="its derivative at the rectangle's ends is 0, ours the height",
    ),
    "triangular": Counterpart(lambda k=2.0: ReluGrad(k, 1.0 / k)),
    "arctan": Counterpart(
        None,
        note="it is `Arctan(2 * k)` divided by pi k, whose largest value is 1 / pi for each k; "
        "take `Arctan`, or a subclass that divides",
    ),
    "superspike": Counterpart(lambda k=25.0: InvSquareGrad(k)),
    "custom": Counterpart(
        None, note="a user's own formula, which is a subclass of `Surrogate` here"
    ),
}

SPYX = Peer("Spyx", "1.0.0", spike_at_zero=False, counterparts=_COUNTERPARTS)


def from_spyx(name: str, *arguments: Any, learnable: bool = False, **parameters: Any) -> Surrogate:
    """Return the surrogate of a name in Spyx, with its parameters there.

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
    >>> from spikefuse.surrogate import from_spyx
    >>> from_spyx("boxcar", width=1.0)
    Boxcar(width=1.0, height=0.5, spike_at_zero=False)
    """
    return SPYX.surrogate(name, arguments, parameters, learnable)
