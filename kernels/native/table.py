"""What is compiled, by what it computes.

Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.
"""

from .described import Compiled

__all__ = ["FORMULAS", "STEPS", "SURROGATES"]

FORMULAS = "2db95b21cf4f50e1"
"""Of the formulas that were compiled: the library has it, too."""

STEPS = (
    Compiled(
        "IFSoft",
        "spikefuse.neuron.leaky.IF",
        {"reset": "soft", "detach_reset": False},
        ("threshold",),
    ),
    Compiled(
        "IFSoftDetached",
        "spikefuse.neuron.leaky.IF",
        {"reset": "soft", "detach_reset": True},
        ("threshold",),
    ),
    Compiled(
        "IFHard",
        "spikefuse.neuron.leaky.IF",
        {"reset": "hard", "detach_reset": False},
        ("threshold", "v_reset"),
    ),
    Compiled(
        "IFHardDetached",
        "spikefuse.neuron.leaky.IF",
        {"reset": "hard", "detach_reset": True},
        ("threshold", "v_reset"),
    ),
    Compiled(
        "IFNone",
        "spikefuse.neuron.leaky.IF",
        {"reset": "none", "detach_reset": False},
        ("threshold",),
    ),
    Compiled(
        "IFNoneDetached",
        "spikefuse.neuron.leaky.IF",
        {"reset": "none", "detach_reset": True},
        ("threshold",),
    ),
    Compiled(
        "LIFSoft",
        "spikefuse.neuron.leaky.LIF",
        {"reset": "soft", "detach_reset": False},
        ("threshold", "decay", "input_gain"),
    ),
    Compiled(
        "LIFSoftDetached",
        "spikefuse.neuron.leaky.LIF",
        {"reset": "soft", "detach_reset": True},
        ("threshold", "decay", "input_gain"),
    ),
    Compiled(
        "LIFHard",
        "spikefuse.neuron.leaky.LIF",
        {"reset": "hard", "detach_reset": False},
        ("threshold", "v_reset", "decay", "input_gain"),
    ),
    Compiled(
        "LIFHardDetached",
        "spikefuse.neuron.leaky.LIF",
        {"reset": "hard", "detach_reset": True},
        ("threshold", "v_reset", "decay", "input_gain"),
    ),
    Compiled(
        "LIFNone",
        "spikefuse.neuron.leaky.LIF",
        {"reset": "none", "detach_reset": False},
        ("threshold", "decay", "input_gain"),
    ),
    Compiled(
        "LIFNoneDetached",
        "spikefuse.neuron.leaky.LIF",
        {"reset": "none", "detach_reset": True},
        ("threshold", "decay", "input_gain"),
    ),
    Compiled(
        "AdaptiveLIFSoft",
        "spikefuse.neuron.adaptive.AdaptiveLIF",
        {"reset": "soft", "detach_reset": False},
        ("threshold", "decay", "adaptation_decay", "adaptation_gain", "input_gain"),
    ),
    Compiled(
        "AdaptiveLIFSoftDetached",
        "spikefuse.neuron.adaptive.AdaptiveLIF",
        {"reset": "soft", "detach_reset": True},
        ("threshold", "decay", "adaptation_decay", "adaptation_gain", "input_gain"),
    ),
    Compiled(
        "AdaptiveLIFHard",
        "spikefuse.neuron.adaptive.AdaptiveLIF",
        {"reset": "hard", "detach_reset": False},
        ("threshold", "v_reset", "decay", "adaptation_decay", "adaptation_gain", "input_gain"),
    ),
    Compiled(
        "AdaptiveLIFHardDetached",
        "spikefuse.neuron.adaptive.AdaptiveLIF",
        {"reset": "hard", "detach_reset": True},
        ("threshold", "v_reset", "decay", "adaptation_decay", "adaptation_gain", "input_gain"),
    ),
    Compiled(
        "AdaptiveLIFNone",
        "spikefuse.neuron.adaptive.AdaptiveLIF",
        {"reset": "none", "detach_reset": False},
        ("threshold", "decay", "adaptation_decay", "adaptation_gain", "input_gain"),
    ),
    Compiled(
        "AdaptiveLIFNoneDetached",
        "spikefuse.neuron.adaptive.AdaptiveLIF",
        {"reset": "none", "detach_reset": True},
        ("threshold", "decay", "adaptation_decay", "adaptation_gain", "input_gain"),
    ),
    Compiled(
        "CurrentLIFSoft",
        "spikefuse.neuron.synaptic.CurrentLIF",
        {"reset": "soft", "detach_reset": False},
        ("threshold", "current_decay", "decay", "input_gain"),
    ),
    Compiled(
        "CurrentLIFSoftDetached",
        "spikefuse.neuron.synaptic.CurrentLIF",
        {"reset": "soft", "detach_reset": True},
        ("threshold", "current_decay", "decay", "input_gain"),
    ),
    Compiled(
        "CurrentLIFHard",
        "spikefuse.neuron.synaptic.CurrentLIF",
        {"reset": "hard", "detach_reset": False},
        ("threshold", "v_reset", "current_decay", "decay", "input_gain"),
    ),
    Compiled(
        "CurrentLIFHardDetached",
        "spikefuse.neuron.synaptic.CurrentLIF",
        {"reset": "hard", "detach_reset": True},
        ("threshold", "v_reset", "current_decay", "decay", "input_gain"),
    ),
    Compiled(
        "CurrentLIFNone",
        "spikefuse.neuron.synaptic.CurrentLIF",
        {"reset": "none", "detach_reset": False},
        ("threshold", "current_decay", "decay", "input_gain"),
    ),
    Compiled(
        "CurrentLIFNoneDetached",
        "spikefuse.neuron.synaptic.CurrentLIF",
        {"reset": "none", "detach_reset": True},
        ("threshold", "current_decay", "decay", "input_gain"),
    ),
    Compiled(
        "LeakyIntegrator",
        "spikefuse.neuron.integrator.LeakyIntegrator",
        {},
        ("decay", "input_gain"),
    ),
)

SURROGATES = (
    Compiled(
        "Arctan",
        "spikefuse.surrogate.sigmoidal.Arctan",
        {},
        ("alpha",),
    ),
    Compiled(
        "Boxcar",
        "spikefuse.surrogate.windowed.Boxcar",
        {},
        ("width", "height"),
    ),
    Compiled(
        "CircularDistance",
        "spikefuse.surrogate.unit_height.CircularDistance",
        {},
        ("alpha",),
    ),
    Compiled(
        "ERF",
        "spikefuse.surrogate.sigmoidal.ERF",
        {},
        ("alpha",),
    ),
    Compiled(
        "FakeNumericalGradient",
        "spikefuse.surrogate.windowed.FakeNumericalGradient",
        {},
        ("alpha",),
    ),
    Compiled(
        "GaussianGrad",
        "spikefuse.surrogate.bell_shaped.GaussianGrad",
        {},
        ("sigma", "alpha"),
    ),
    Compiled(
        "InvSquareGrad",
        "spikefuse.surrogate.peaked.InvSquareGrad",
        {},
        ("alpha",),
    ),
    Compiled(
        "LaplaceGrad",
        "spikefuse.surrogate.laplace.LaplaceGrad",
        {},
        ("alpha", "height", "center"),
    ),
    Compiled(
        "LeakyReluSpikeAtZero1",
        "spikefuse.surrogate.rectified.LeakyRelu",
        {"spike_at_zero": True},
        ("alpha", "beta"),
    ),
    Compiled(
        "LeakyReluSpikeAtZero0",
        "spikefuse.surrogate.rectified.LeakyRelu",
        {"spike_at_zero": False},
        ("alpha", "beta"),
    ),
    Compiled(
        "LogTailedRelu",
        "spikefuse.surrogate.rectified.LogTailedRelu",
        {},
        ("alpha",),
    ),
    Compiled(
        "MultiGaussianGrad",
        "spikefuse.surrogate.bell_shaped.MultiGaussianGrad",
        {},
        ("h", "s", "sigma", "scale"),
    ),
    Compiled(
        "NonzeroSignLog",
        "spikefuse.surrogate.peaked.NonzeroSignLog",
        {},
        ("alpha",),
    ),
    Compiled(
        "PiecewiseExp",
        "spikefuse.surrogate.peaked.PiecewiseExp",
        {},
        ("alpha",),
    ),
    Compiled(
        "PiecewiseLeakyRelu",
        "spikefuse.surrogate.piecewise.PiecewiseLeakyRelu",
        {},
        ("c", "w"),
    ),
    Compiled(
        "PiecewiseQuadratic",
        "spikefuse.surrogate.piecewise.PiecewiseQuadratic",
        {},
        ("alpha",),
    ),
    Compiled(
        "PowerLawGradExponent2",
        "spikefuse.surrogate.fast_sigmoid.PowerLawGrad",
        {"exponent": 2.0},
        ("scale", "height"),
    ),
    Compiled(
        "PowerLawGrad",
        "spikefuse.surrogate.fast_sigmoid.PowerLawGrad",
        {},
        ("exponent", "scale", "height"),
    ),
    Compiled(
        "QPseudoSpikeAlpha1",
        "spikefuse.surrogate.peaked.QPseudoSpike",
        {"alpha": 1.0},
        (),
    ),
    Compiled(
        "QPseudoSpikeAlpha2",
        "spikefuse.surrogate.peaked.QPseudoSpike",
        {"alpha": 2.0},
        (),
    ),
    Compiled(
        "QPseudoSpikeAlpha3",
        "spikefuse.surrogate.peaked.QPseudoSpike",
        {"alpha": 3.0},
        (),
    ),
    Compiled(
        "QPseudoSpikeAlpha4",
        "spikefuse.surrogate.peaked.QPseudoSpike",
        {"alpha": 4.0},
        (),
    ),
    Compiled(
        "QPseudoSpike",
        "spikefuse.surrogate.peaked.QPseudoSpike",
        {},
        ("alpha",),
    ),
    Compiled(
        "ReluGrad",
        "spikefuse.surrogate.piecewise.ReluGrad",
        {},
        ("alpha", "width"),
    ),
    Compiled(
        "S2NN",
        "spikefuse.surrogate.rectified.S2NN",
        {},
        ("alpha", "beta", "epsilon"),
    ),
    Compiled(
        "Sigmoid",
        "spikefuse.surrogate.sigmoidal.Sigmoid",
        {},
        ("alpha",),
    ),
    Compiled(
        "SlayerGrad",
        "spikefuse.surrogate.peaked.SlayerGrad",
        {},
        ("alpha",),
    ),
    Compiled(
        "SoftSign",
        "spikefuse.surrogate.sigmoidal.SoftSign",
        {},
        ("alpha",),
    ),
    Compiled(
        "SparseFastSigmoid",
        "spikefuse.surrogate.fast_sigmoid.SparseFastSigmoid",
        {},
        ("alpha", "bound"),
    ),
    Compiled(
        "SquarewaveFourierSeriesN1",
        "spikefuse.surrogate.periodic.SquarewaveFourierSeries",
        {"n": 1},
        ("t_period",),
    ),
    Compiled(
        "SquarewaveFourierSeriesN2",
        "spikefuse.surrogate.periodic.SquarewaveFourierSeries",
        {"n": 2},
        ("t_period",),
    ),
    Compiled(
        "SquarewaveFourierSeriesN3",
        "spikefuse.surrogate.periodic.SquarewaveFourierSeries",
        {"n": 3},
        ("t_period",),
    ),
    Compiled(
        "SquarewaveFourierSeriesN4",
        "spikefuse.surrogate.periodic.SquarewaveFourierSeries",
        {"n": 4},
        ("t_period",),
    ),
    Compiled(
        "TanhGrad",
        "spikefuse.surrogate.unit_height.TanhGrad",
        {},
        ("alpha",),
    ),
)
