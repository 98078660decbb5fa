"""Decays a time step, from time constants."""

import math
import numbers
from typing import Any

import jax.numpy as jnp
import numpy as np

from ..value import is_concrete

__all__ = ["decay_of_steps", "decay_of_time"]


def decay_of_steps(tau: Any) -> Any:
    r"""Return :math:`1 - 1/\tau`, the decay of a time constant in time steps.

    Raises
    ------
    ValueError
        If `tau` is less than 1, with which a membrane would swing, or is not finite.
    """
    _require("tau", tau, 1.0, "at least 1, in time steps")
    return 1.0 - 1.0 / tau


def decay_of_time(dt: Any, tau: Any, name: str = "tau_mem") -> Any:
    r"""Return :math:`e^{-dt/\tau}`, the decay in a time step of a time constant in the same unit.

    Raises
    ------
    ValueError
        If one is not greater than 0, or not finite.
    """
    smallest = float(np.finfo(np.float32).tiny)
    _require("dt", dt, smallest, "greater than 0, in the unit of the time constants")
    _require(name, tau, smallest, "greater than 0, in the unit of dt")
    if isinstance(dt, numbers.Real) and isinstance(tau, numbers.Real):
        return math.exp(-float(dt) / float(tau))
    return jnp.exp(-dt / tau)


def _require(name: str, value: Any, least: float, range_: str) -> None:
    if not is_concrete(value):
        return
    array = np.asarray(value, np.float64)
    if not np.all(np.isfinite(array) & (array >= least)):
        raise ValueError(f"{name} must be finite and {range_}, but it is {value!r}")
