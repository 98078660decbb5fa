"""The spiking neurons by name, as the network uses them."""

from collections.abc import Callable

from ..neuron import (
    CLIF,
    EIF,
    IF,
    LIF,
    QIF,
    AdaptiveLIF,
    Alpha,
    CurrentLIF,
    Izhikevich,
    Leaky,
    ResonateAndFire,
    Synaptic,
)
from ..neuron.delayed import Delayed
from ..neuron.firing import Firing
from ..surrogate import Surrogate

__all__ = ["DECAY", "MADE", "Spiking", "made", "named"]

Spiking = Firing | Delayed
"""A neuron with a surrogate, which the command chooses."""

DECAY = 0.9
"""What a time step leaves of a membrane."""

# The derivative goes through the spike that the next layer sees, and not through the reset. The
# synapse of CurrentLIF passes on as much charge as it takes up, and the threshold of AdaptiveLIF
# falls more slowly than its membrane: so all of them learn at the same rate of learning.
MADE: dict[str, Callable[[Surrogate], Spiking]] = {
    "LIF": lambda surrogate: LIF(DECAY, detach_reset=True, surrogate=surrogate),
    "IF": lambda surrogate: IF(detach_reset=True, surrogate=surrogate),
    "CurrentLIF": lambda surrogate: CurrentLIF(
        0.5, DECAY, input_gain=0.5, detach_reset=True, surrogate=surrogate
    ),
    "AdaptiveLIF": lambda surrogate: AdaptiveLIF(
        DECAY, 0.97, 0.1, detach_reset=True, surrogate=surrogate
    ),
    "EIF": lambda surrogate: EIF(DECAY, sharpness=0.25, detach_reset=True, surrogate=surrogate),
    "QIF": lambda surrogate: QIF(1.0 - DECAY, detach_reset=True, surrogate=surrogate),
    "Izhikevich": lambda surrogate: Izhikevich(
        1.0 - DECAY, 0.97, recovery_jump=0.1, detach_reset=True, surrogate=surrogate
    ),
    "CLIF": lambda surrogate: CLIF(DECAY, detach_reset=True, surrogate=surrogate),
    "ResonateAndFire": lambda surrogate: ResonateAndFire.from_frequency(
        1.0, 10.0, 0.3, detach_reset=True, surrogate=surrogate
    ),
    "Leaky": lambda surrogate: Leaky(DECAY, surrogate=surrogate),
    "Synaptic": lambda surrogate: Synaptic(0.5, DECAY, surrogate=surrogate),
    "Alpha": lambda surrogate: Alpha(DECAY, 0.5, surrogate=surrogate),
}
"""How each is made from the surrogate of its spikes, by the name of its class."""


def made(name: str, surrogate: Surrogate) -> Spiking:
    """Return the neuron of a name, which the network's spiking layers consist of.

    Parameters
    ----------
    name : str
        A key of `MADE`.
    surrogate : Surrogate
        Of its spikes.
    """
    return MADE[name](surrogate)


def named(name: str) -> str:
    """Return the key of `MADE` that a name stands for.

    Parameters
    ----------
    name : str
        Such as ``"CurrentLIF"``, ``"currentlif"`` or ``"current_lif"``.

    Raises
    ------
    ValueError
        If there is none of that name; it lists those there are.
    """
    by_plain_name = {known.lower(): known for known in MADE}
    try:
        return by_plain_name[name.lower().replace("_", "")]
    except KeyError:
        raise ValueError(
            f"{name!r} is no neuron that spikes; those are {', '.join(MADE)}, in any case"
        ) from None
