"""What the derivative of a spike is: each surrogate's formula, once, in `jax.numpy`."""

from .base import Surrogate
from .bell_shaped import (
    GaussianGrad,
    MultiGaussianGrad,
    gaussian_grad,
    multi_gaussian_grad,
)
from .composed import Asymmetric, asymmetric
from .crossing import inv_square_grad2, relu_grad2
from .fast_sigmoid import PowerLawGrad, SparseFastSigmoid, power_law_grad, sparse_fast_sigmoid
from .laplace import LaplaceGrad, laplace_grad
from .peaked import (
    InvSquareGrad,
    NonzeroSignLog,
    PiecewiseExp,
    QPseudoSpike,
    SlayerGrad,
    inv_square_grad,
    nonzero_sign_log,
    piecewise_exp,
    q_pseudo_spike,
    slayer_grad,
)
from .peers import (
    from_braintools,
    from_lava,
    from_norse,
    from_snntorch,
    from_spikingjelly,
    from_spyx,
)
from .periodic import SquarewaveFourierSeries, squarewave_fourier_series
from .piecewise import (
    PiecewiseLeakyRelu,
    PiecewiseQuadratic,
    ReluGrad,
    piecewise_leaky_relu,
    piecewise_quadratic,
    relu_grad,
)
from .rectified import S2NN, LeakyRelu, LogTailedRelu, leaky_relu, log_tailed_relu, s2nn
from .sigmoidal import ERF, Arctan, Sigmoid, SoftSign, arctan, erf, sigmoid, soft_sign
from .stochastic import random_leak, stochastic_spike_operator
from .unit_height import CircularDistance, TanhGrad, circular_distance, tanh_grad
from .windowed import Boxcar, FakeNumericalGradient, boxcar, fake_numerical_gradient

__all__ = [
    "ERF",
    "S2NN",
    "Arctan",
    "Asymmetric",
    "Boxcar",
    "CircularDistance",
    "FakeNumericalGradient",
    "GaussianGrad",
    "InvSquareGrad",
    "LaplaceGrad",
    "LeakyRelu",
    "LogTailedRelu",
    "MultiGaussianGrad",
    "NonzeroSignLog",
    "PiecewiseExp",
    "PiecewiseLeakyRelu",
    "PiecewiseQuadratic",
    "PowerLawGrad",
    "QPseudoSpike",
    "ReluGrad",
    "Sigmoid",
    "SlayerGrad",
    "SoftSign",
    "SparseFastSigmoid",
    "SquarewaveFourierSeries",
    "Surrogate",
    "TanhGrad",
    "arctan",
    "asymmetric",
    "boxcar",
    "circular_distance",
    "erf",
    "fake_numerical_gradient",
    "from_braintools",
    "from_lava",
    "from_norse",
    "from_snntorch",
    "from_spikingjelly",
    "from_spyx",
    "gaussian_grad",
    "inv_square_grad",
    "inv_square_grad2",
    "laplace_grad",
    "leaky_relu",
    "log_tailed_relu",
    "multi_gaussian_grad",
    "nonzero_sign_log",
    "piecewise_exp",
    "piecewise_leaky_relu",
    "piecewise_quadratic",
    "power_law_grad",
    "q_pseudo_spike",
    "random_leak",
    "relu_grad",
    "relu_grad2",
    "s2nn",
    "sigmoid",
    "slayer_grad",
    "soft_sign",
    "sparse_fast_sigmoid",
    "squarewave_fourier_series",
    "stochastic_spike_operator",
    "tanh_grad",
]
