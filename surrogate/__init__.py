"""What the derivative of a spike is: each surrogate's formula, once, in `jax.numpy`."""

from .base import Surrogate
from .bell_shaped import (
    GaussianGrad,
    MultiGaussianGrad,
    gaussian_grad,
    multi_gaussian_grad,
)
from .crossing import inv_square_grad2, relu_grad2
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

__all__ = [
    "ERF",
    "S2NN",
    "Arctan",
    "GaussianGrad",
    "InvSquareGrad",
    "LeakyRelu",
    "LogTailedRelu",
    "MultiGaussianGrad",
    "NonzeroSignLog",
    "PiecewiseExp",
    "PiecewiseLeakyRelu",
    "PiecewiseQuadratic",
    "QPseudoSpike",
    "ReluGrad",
    "Sigmoid",
    "SlayerGrad",
    "SoftSign",
    "SquarewaveFourierSeries",
    "Surrogate",
    "arctan",
    "erf",
    "gaussian_grad",
    "inv_square_grad",
    "inv_square_grad2",
    "leaky_relu",
    "log_tailed_relu",
    "multi_gaussian_grad",
    "nonzero_sign_log",
    "piecewise_exp",
    "piecewise_leaky_relu",
    "piecewise_quadratic",
    "q_pseudo_spike",
    "relu_grad",
    "relu_grad2",
    "s2nn",
    "sigmoid",
    "slayer_grad",
    "soft_sign",
    "squarewave_fourier_series",
]
