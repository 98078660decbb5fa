"""The neurons of other packages: for each, the one of ours that does the same, or why none does.

Those of brainpy.state that brainstate 0.5.4 names, which they come from, and those of SpikingJelly
2.0.0, snnTorch 1.0.0, Norse 1.1.0 and Spyx 1.0.0.
"""

import dataclasses
from collections.abc import Mapping

__all__ = ["PEERS", "Peer"]


@dataclasses.dataclass(frozen=True)
class Peer:
    """A package.

    Attributes
    ----------
    name : str
        What it is called.
    neurons : mapping of str to pair of str
        For each of its neurons, an expression that makes ours, and a note; where ours is empty, the
        note says why.
    """

    name: str
    neurons: Mapping[str, tuple[str, str]]


_RECURRENT = "a loop of your own over `neuron.step`: the spikes of a step go into the next one"
_REFRACTORY = "no refractory time: a neuron of your own, with a counter in its state"
_CONDUCTANCE = "no synapses with a conductance: a neuron of your own"
_LEARNING = "a rule of learning, not a neuron"
_GATE = "no gates: a neuron of your own"
_NOISE = "no noise in a step: add it to the current"
_ANALOGUE = "no spikes: an activation of an artificial network"
_LATER = "spikes come one step later, and the reset has a derivative"
_BEHIND = "after `LeakyIntegrator(0.8)`, the synapse"

_JELLY = {
    "IFNode": ("IF(reset='hard')", ""),
    "SimpleIFNode": ("IF(reset='hard')", ""),
    "LIFNode": ("LIF.from_tau(2.0, reset='hard')", ""),
    "SimpleLIFNode": ("LIF.from_tau(2.0, reset='hard')", ""),
    "ParametricLIFNode": (
        "LIF.from_tau(jnp.array(2.0), reset='hard')",
        "the decay is an array, which is learnt",
    ),
    "NonSpikingIFNode": ("LeakyIntegrator(1.0)", "with the trace, or its last step"),
    "NonSpikingLIFNode": ("LeakyIntegrator(0.5, input_gain=0.5)", "as above"),
    "QIFNode": ("QIF(0.5, input_gain=0.5, v_reset=-0.1)", "begins at `v_reset` there"),
    "EIFNode": ("EIF.from_tau(2.0, v_reset=-0.1)", "begins at `v_reset` there"),
    "IzhikevichNode": (
        "Izhikevich(0.5, 0.5, v_rest=-0.1, input_gain=0.5)",
        "`a` is 2 x `recovery_coupling`, and begins at `v_reset` there",
    ),
    "CUBALIFNode": ("CurrentLIF(0.5, 0.75, threshold=0.5, reset='hard')", ""),
    "ComplementaryLIFNode": ("CLIF.from_tau(2.0)", ""),
    "ILIFNode": ("ILIF.from_tau(4 / 3)", ""),
    "RAFNode": (
        "ResonateAndFire.from_frequency(1.0, 5.0, 1.0, reset='hard')",
        "",
    ),
    "PSN": ("PSN(jnp.eye(8))", "the bias is minus the threshold: `threshold` of shape [T, 1]"),
    "MaskedPSN": ("PSN.masked(jnp.eye(8), 2)", "as above"),
    "SlidingPSN": ("PSN.sliding(jnp.ones(2), 8)", "as above, with one threshold"),
    "KLIFNode": ("", "a scaled and rectified membrane: a neuron of your own"),
    "GatedLIFNode": ("", _GATE),
    "LIAFNode": ("", _ANALOGUE),
    "HalfThresholdIFNode": ("IF()", "from a membrane of half the threshold: pass it as the state"),
    "ActivationAwareIFNode": ("", "for converting artificial networks"),
    "FewSpikeNode": ("", "for converting artificial networks"),
    "HGNode": ("", "for converting artificial networks"),
    "OutlierAwareThresholdNode": ("", "for converting artificial networks"),
    "STBIFNode": ("", "for converting artificial networks"),
    "TernaryIFNode": ("", "spikes of -1: a neuron of your own, with two surrogates"),
    "TernaryLIFNode": ("", "spikes of -1: a neuron of your own, with two surrogates"),
    "DSRIFNode": ("", _LEARNING),
    "DSRLIFNode": ("", _LEARNING),
    "OTTTLIFNode": ("", _LEARNING),
    "SLTTLIFNode": ("", _LEARNING),
    "MPBNLIFNode": ("", "normalises the membrane over a batch: not elementwise"),
    "ILCIFNode": ("", "mixes the neurons of a population: not elementwise"),
    "ILCLIFNode": ("", "mixes the neurons of a population: not elementwise"),
    "ILCCUBALIFNode": ("", "mixes the neurons of a population: not elementwise"),
    "NoisyCUBALIFNode": ("CurrentLIF(0.5, 0.75, threshold=0.5, reset='hard')", _NOISE),
    "NoisyILCCUBALIFNode": ("", "mixes the neurons of a population: not elementwise"),
    "NoisyNonSpikingIFNode": ("LeakyIntegrator(1.0)", _NOISE),
    "FlexSN": ("", "a neuron of your own, which gets the same kernels"),
}

_SNNTORCH = {
    "Leaky": ("Leaky(0.9)", "`subtract` is soft, `zero` is hard"),
    "Synaptic": ("Synaptic(0.9, 0.8)", ""),
    "Alpha": ("Alpha(0.9, 0.8)", ""),
    "Lapicque": ("Leaky(0.9)", "with beta = exp(-1 / RC), and the current times R (1 - beta)"),
    "StateLeaky": ("LIF(0.9, reset='none')", "its decay is exp(beta - 1)"),
    "LeakyParallel": ("", "a recurrent layer with weights of its own"),
    "LinearLeaky": ("", "a recurrent layer with weights of its own"),
    "DeltaLeaky": ("", "a recurrent layer with weights of its own"),
    "AssociativeLeaky": ("", "a memory of keys and values: no neuron of one membrane"),
    "RLeaky": ("", _RECURRENT),
    "RSynaptic": ("", _RECURRENT),
    "SLSTM": ("", "an LSTM: a recurrent layer with weights of its own"),
    "SConv2dLSTM": ("", "an LSTM: a recurrent layer with weights of its own"),
}

_NORSE = {
    "IAF": ("IF(reset='hard')", ""),
    "LIF": ("CurrentLIF(0.8, 0.9, input_gain=0.1, reset='hard')", ""),
    "LIFBoxCell": ("LIF(0.9, input_gain=0.1, reset='hard')", ""),
    "LI": ("LeakyIntegrator(0.9, input_gain=0.1)", _BEHIND),
    "LIBoxCell": ("LeakyIntegrator(0.9, input_gain=0.1)", ""),
    "LIFEx": ("EIF(0.9, 1.0, 0.5, input_gain=0.1)", _BEHIND),
    "LSNN": (
        "AdaptiveLIF(0.9, 1 - 1.2e-6, 1.8, input_gain=0.1, reset='hard')",
        f"{_BEHIND}, whose current comes a step later",
    ),
    "Izhikevich": (
        "Izhikevich.from_standard(0.25)",
        "there the recovery follows the membrane of the step before",
    ),
    "LIFAdEx": ("", "adaptation with an exponential upstroke: a neuron of your own"),
    "LIFAdExRefrac": ("", _REFRACTORY),
    "LIFRefrac": ("", _REFRACTORY),
    "CobaLIFCell": ("", _CONDUCTANCE),
    "LIFMC": ("", "compartments are coupled by a matrix: not elementwise"),
    "LIFMCRefrac": ("", "compartments are coupled by a matrix: not elementwise"),
    "LIFCorrelation": ("", _LEARNING),
    "LIFRecurrent and the other ...Recurrent": ("", _RECURRENT),
}

_SPYX = {
    "IF": ("IF()", "spikes come one step later"),
    "LIF": ("Leaky(0.9)", _LATER),
    "ALIF": ("", "a spike takes the risen threshold away: a neuron of your own"),
    "CuBaLIF": ("CurrentLIF(0.9, 0.9)", "spikes come one step later"),
    "LI": ("LeakyIntegrator(0.9)", ""),
    "PSU_LIF": ("LIF(0.9, reset='none')", "as a loop"),
    "AssociativeLIF": ("LIF(0.9, reset='none')", "as a loop"),
    "RIF": ("", _RECURRENT),
    "RLIF": ("", _RECURRENT),
    "RCuBaLIF": ("", _RECURRENT),
}

_BRAINPY = {
    "IF": ("IF()", "the current times dt / tau"),
    "LIF": ("LIF.from_time_constants(0.1, 5.0, decay_input=True)", "with dt = 0.1 ms"),
    "LIFRef": ("", _REFRACTORY),
    "ALIF": (
        "AdaptiveLIF.from_time_constants(0.1, 5.0, 10.0, 0.1)",
        "`adaptation_gain` is the rise of the threshold with a spike: beta times that of a",
    ),
    "LeakyRateReadout": ("LeakyIntegrator(0.9)", "without its weights"),
    "LeakySpikeReadout": ("LIF(0.9)", "without its weights"),
}

PEERS = (
    Peer("brainpy.state", _BRAINPY),
    Peer("SpikingJelly", _JELLY),
    Peer("snnTorch", _SNNTORCH),
    Peer("Norse", _NORSE),
    Peer("Spyx", _SPYX),
)
