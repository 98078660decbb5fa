"""The derivatives of other packages' surrogates, written out from their formulas in float64."""

import numpy as np

__all__ = ["FORMULAS"]

PI = np.pi


def logistic(x):
    return 1 / (1 + np.exp(-x))


def triangle(x, height, width):
    return height * np.maximum(0, 1 - np.abs(x) / width)


def normal(x, mean, deviation):
    return np.exp(-((x - mean) ** 2) / (2 * deviation**2)) / (deviation * np.sqrt(2 * PI))


def several_gaussians(x, h, s, sigma, scale):
    sides = normal(x, sigma, s * sigma) + normal(x, -sigma, s * sigma)
    return scale * ((1 + h) * normal(x, 0, sigma) - h * sides)


def cosines(x, terms, period):
    return 4 / period * sum(np.cos((2 * i - 1) * 2 * PI * x / period) for i in range(1, terms + 1))


def s2nn(x, alpha, beta):
    above = beta / (np.maximum(x, 0) + 1)
    return np.where(x < 0, alpha * logistic(alpha * x) * logistic(-alpha * x), above)


def log_tailed(x, alpha):
    return np.where(x > 1, 1 / np.maximum(x, 1), np.where(x > 0, 1.0, alpha))


def sigmoid(x, slope):
    return slope * logistic(slope * x) * logistic(-slope * x)


def arctan(x, alpha):
    return alpha / 2 / (1 + (PI / 2 * alpha * x) ** 2)


def circle(x, alpha):
    size = alpha**2 + x**2
    return 2 * alpha * (1 / (2 * size**0.5) - x**2 / (2 * size**1.5))


def step(x, below, above):
    return np.where(x >= 0, above, below)


FORMULAS = {
    "braintools": {
        "Sigmoid": ({"alpha": 1.3}, sigmoid),
        "PiecewiseQuadratic": ({"alpha": 0.7}, lambda x, alpha: triangle(x, alpha, 1 / alpha)),
        "PiecewiseExp": ({"alpha": 2.3}, lambda x, alpha: alpha / 2 * np.exp(-alpha * abs(x))),
        "SoftSign": ({"alpha": 3.1}, lambda x, alpha: alpha / 2 / (1 + alpha * abs(x)) ** 2),
        "Arctan": ({"alpha": 2.7}, arctan),
        "NonzeroSignLog": ({"alpha": 2.3}, lambda x, alpha: 1 / (1 / alpha + abs(x))),
        "ERF": ({"alpha": 1.7}, lambda x, alpha: alpha / PI**0.5 * np.exp(-((alpha * x) ** 2))),
        "PiecewiseLeakyRelu": (
            {"c": 0.3, "w": 0.7},
            lambda x, c, w: np.where(abs(x) > w, c, 1 / (2 * w)),
        ),
        "SquarewaveFourierSeries": (
            {"n": 3, "t_period": 6.0},
            lambda x, n, t_period: cosines(x, n, t_period),
        ),
        "S2NN": (
            {"alpha": 1.7, "beta": 0.6, "epsilon": 1e-3},
            lambda x, alpha, beta, epsilon: s2nn(x, alpha, beta),
        ),
        "QPseudoSpike": ({"alpha": 1.5}, lambda x, alpha: (1 + 2 * abs(x) / (alpha + 1)) ** -alpha),
        "LeakyRelu": ({"alpha": 0.7, "beta": 1.9}, lambda x, alpha, beta: step(x, alpha, beta)),
        "LogTailedRelu": ({"alpha": 0.3}, log_tailed),
        "ReluGrad": (
            {"alpha": 1.7, "width": 0.6},
            lambda x, alpha, width: triangle(x, alpha * width, width),
        ),
        "GaussianGrad": (
            {"sigma": 1.3, "alpha": 2.1},
            lambda x, sigma, alpha: alpha * normal(x, 0, sigma),
        ),
        "MultiGaussianGrad": (
            {"h": 0.4, "s": 2.5, "sigma": 0.7, "scale": 1.3},
            several_gaussians,
        ),
        "InvSquareGrad": ({"alpha": 3.7}, lambda x, alpha: 1 / (alpha * abs(x) + 1) ** 2),
        "SlayerGrad": ({"alpha": 2.3}, lambda x, alpha: np.exp(-alpha * abs(x))),
    },
    "SpikingJelly": {
        "PiecewiseQuadratic": (
            {"alpha": 0.7},
            lambda x, alpha: np.where(abs(x) > 1 / alpha, 0, alpha - alpha**2 * abs(x)),
        ),
        "PiecewiseExp": ({"alpha": 2.3}, lambda x, alpha: alpha / 2 * np.exp(-alpha * abs(x))),
        "Sigmoid": ({"alpha": 1.3}, sigmoid),
        "SoftSign": ({"alpha": 3.1}, lambda x, alpha: 1 / (2 * alpha * (1 / alpha + abs(x)) ** 2)),
        "SuperSpike": ({"alpha": 3.1}, lambda x, alpha: alpha / (abs(x) + 1) ** 2),
        "ATan": ({"alpha": 2.7}, arctan),
        "NonzeroSignLogAbs": ({"alpha": 2.3}, lambda x, alpha: 1 / (1 / alpha + abs(x))),
        "Erf": ({"alpha": 1.7}, lambda x, alpha: np.exp(-((x * alpha) ** 2)) * alpha / PI**0.5),
        "PiecewiseLeakyReLU": (
            {"w": 0.7, "c": 0.3},
            lambda x, w, c: np.where(abs(x) < w, 1 / (2 * w), c),
        ),
        "SquarewaveFourierSeries": (
            {"n": 4, "T_period": 6.0},
            lambda x, n, T_period: cosines(x, n - 1, T_period),  # noqa: N803
        ),
        "S2NN": ({"alpha": 1.7, "beta": 0.6}, s2nn),
        "QPseudoSpike": ({"alpha": 2.5}, lambda x, alpha: (1 + 2 / (alpha - 1) * abs(x)) ** -alpha),
        "LeakyKReLU": ({"leak": 0.2, "k": 1.7}, step),
        "FakeNumericalGradient": (
            {"alpha": 0.6},
            lambda x, alpha: np.minimum(
                alpha, np.divide(1, abs(x), out=np.full_like(x, np.inf), where=x != 0)
            ),
        ),
        "LogTailedReLU": ({"alpha": 0.3}, log_tailed),
        "DeterministicPass": ({}, np.ones_like),
        "Rect": ({"alpha": 0.7}, lambda x, alpha: alpha * (abs(x) < 0.5 / alpha)),
        "PoissonPass": None,
        "MultiLevelSpikeCount": None,
    },
    "snnTorch": {
        "straight_through_estimator": ({}, np.ones_like),
        # At 0 it is -threshold.
        "triangular": ({"threshold": 0.7}, lambda x, threshold: threshold * np.where(x > 0, -1, 1)),
        "fast_sigmoid": ({"slope": 3.7}, lambda x, slope: 1 / (slope * abs(x) + 1) ** 2),
        "atan": ({"alpha": 2.7}, arctan),
        "heaviside": ({}, lambda x: np.where(x > 0, 1.0, 0.0)),
        "sigmoid": ({"slope": 1.3}, sigmoid),
        "spike_rate_escape": (
            {"beta": 1.7, "slope": 3.0},
            lambda x, beta, slope: slope * np.exp(-beta * abs(x - 1)),
        ),
        "LSO": ({"slope": 0.2}, lambda x, slope: np.where(x > 0, 1.0, slope)),
        "SFS": (
            {"slope": 2.0, "B": 0.4},
            lambda x, slope, B: (x > B) / (slope * abs(x) + 1) ** 2,  # noqa: N803
        ),
        "SSO": None,
        "custom_surrogate": None,
    },
    "Norse": {
        "heaviside": ({}, np.zeros_like),
        "super": ({"alpha": 10.0}, lambda x, alpha: 1 / (abs(x) + 1) ** 2),
        "triangle": ({"alpha": 0.7}, lambda x, alpha: alpha * np.maximum(0, 1 - abs(x))),
        "tanh": ({"k": 1.7}, lambda x, k: 1 - np.tanh(x * k) ** 2),
        "circ": ({"k": 1.7}, circle),
        "heavi_erfc": ({"k": 1.7}, lambda x, k: 2 * np.exp(-((k * x) ** 2)) / PI**0.5),
        "logistic_fn": None,
        "circ_dist_fn": None,
    },
    "Spyx": {
        "tanh": ({"k": 1.7}, lambda x, k: 4 / (np.exp(-k * x) + np.exp(k * x)) ** 2),
        "boxcar": (
            {"width": 1.3, "height": 0.7},
            lambda x, width, height: height * (abs(x) < width / 2),
        ),
        "triangular": ({"k": 1.7}, lambda x, k: np.maximum(0, 1 - abs(k * x))),
        "superspike": ({"k": 3.7}, lambda x, k: 1 / (1 + k * abs(x)) ** 2),
        "arctan": None,
        "custom": None,
    },
    "lava-dl": {
        "Spike": (
            {"tau_rho": 0.7, "scale_rho": 1.9},
            lambda x, tau_rho, scale_rho: scale_rho / 2 / tau_rho * np.exp(-abs(x) / tau_rho),
        ),
    },
}
"""Of each surrogate: parameters that are no defaults, and its derivative; None where ours is none,
or is drawn at random."""
