"""The neurons and surrogates of workloads, as names and numbers that any framework can follow.

All neurons have a soft reset that has a gradient, or none, and a threshold of 1.
"""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["FIRING", "NEURONS", "READOUT_DECAY", "SURROGATES", "NeuronSpec"]

FIRING = (0.02, 0.35)
"""Between which rates the neurons of a workload fire: what trained networks have."""

READOUT_DECAY = 0.95
"""Of the leaky integrators that networks end in."""

SURROGATES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "Arctan": {"alpha": 2.0},
        "Sigmoid": {"alpha": 4.0},
    }
)
"""The parameters of the surrogates that all contestants know; others are as they are by default."""


@dataclasses.dataclass(frozen=True)
class NeuronSpec:
    """A neuron's numbers, and a current that drives it.

    Attributes
    ----------
    parameters : mapping of str to float
        As the class of that name in `spikefuse.neuron` has them.
    mean, deviation : float
        Of a normal current with which it fires at a rate in `FIRING`.
    kind : str
        The name of that class, if it is not the neuron's own.
    resets : bool
        Whether a spike resets the membrane.
    """

    parameters: Mapping[str, float]
    mean: float
    deviation: float
    kind: str = ""
    resets: bool = True


NEURONS: Mapping[str, NeuronSpec] = MappingProxyType(
    {
        "LIF": NeuronSpec({"decay": 0.9}, 0.2, 0.4),
        "IF": NeuronSpec({}, 0.1, 0.4),
        "CurrentLIF": NeuronSpec({"current_decay": 0.8, "decay": 0.9}, 0.04, 0.15),
        "AdaptiveLIF": NeuronSpec(
            {"decay": 0.9, "adaptation_decay": 0.95, "adaptation_gain": 0.2}, 0.3, 0.4
        ),
        "LIFWithoutReset": NeuronSpec({"decay": 0.9}, -0.03, 0.4, kind="LIF", resets=False),
    }
)
