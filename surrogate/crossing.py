"""Spikes of a membrane that crosses its threshold upwards, from before and after a step."""

import dataclasses

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..bound import bind, parameters_for
from ..kernels import elementwise
from ..kernels.dispatch import Implementation
from .base import Parameter, Surrogate, as_floating, exceeds, reaches
from .peaked import InvSquareGrad
from .piecewise import ReluGrad

__all__ = ["inv_square_grad2", "relu_grad2"]


def inv_square_grad2(
    x_new: ArrayLike,
    x_old: ArrayLike,
    alpha: Parameter = 100.0,
    *,
    spike_at_zero: bool = True,
    implementation: Implementation = None,
) -> jax.Array:
    r"""Return spikes where the membrane crosses the threshold upwards, with `InvSquareGrad`.

    The value is 1 where ``x_new >= 0`` and ``x_old < 0``, else 0. The derivative to `x_new` is
    :math:`g(x_{new})` where ``x_old < 0``, else 0; that to `x_old` is :math:`-g(x_{old})` where
    ``x_new >= 0``, else 0; with :math:`g(x) = 1 / (1 + \alpha |x|)^2`.

    Parameters
    ----------
    x_new, x_old : arrays of any shapes that broadcast to one another
        The membrane's distance to its threshold after and before the step.
    alpha : float or array, default 100
        Steepness, greater than 0, in units of 1/x.
    spike_at_zero : bool, default True
        On which side the threshold is. If False, the conditions are ``x_new > 0`` and
        ``x_old <= 0``.
    implementation : str, sequence of str, or None
        What runs the forward and the backward pass; None picks by platform.

    Returns
    -------
    jax.Array
        Of the broadcast shape, in the dtype of `x_new`.

    Raises
    ------
    TypeError
        If `x_new` or `x_old` is complex.
    ValueError
        If `alpha` is not greater than 0, or the shapes do not broadcast.

    Examples
    --------
    >>> from spikefuse.surrogate import inv_square_grad2
    >>> inv_square_grad2([0.5, 0.5, -0.5], [-0.5, 0.25, -0.25]).tolist()
    [1.0, 0.0, 0.0]
    """
    spike = InvSquareGrad(alpha, spike_at_zero=spike_at_zero)
    return _crossing(spike, x_new, x_old, implementation)


def relu_grad2(
    x_new: ArrayLike,
    x_old: ArrayLike,
    alpha: Parameter = 0.3,
    width: Parameter = 1.0,
    *,
    spike_at_zero: bool = True,
    implementation: Implementation = None,
) -> jax.Array:
    r"""Return spikes where the membrane crosses the threshold upwards, with `ReluGrad`.

    The value is 1 where ``x_new >= 0`` and ``x_old < 0``, else 0. The derivative to `x_new` is
    :math:`g(x_{new})` where ``x_old < 0``, else 0; that to `x_old` is :math:`-g(x_{old})` where
    ``x_new >= 0``, else 0; with :math:`g(x) = \max(0, \alpha (w - |x|))`.

    Parameters
    ----------
    x_new, x_old : arrays of any shapes that broadcast to one another
        The membrane's distance to its threshold after and before the step.
    alpha : float or array, default 0.3
        Slope of the triangle's sides, in units of 1/x².
    width : float or array, default 1
        Half the triangle's base, greater than 0, in units of x.
    spike_at_zero : bool, default True
        On which side the threshold is. If False, the conditions are ``x_new > 0`` and
        ``x_old <= 0``.
    implementation : str, sequence of str, or None
        What runs the forward and the backward pass; None picks by platform.

    Returns
    -------
    jax.Array
        Of the broadcast shape, in the dtype of `x_new`.

    Raises
    ------
    TypeError
        If `x_new` or `x_old` is complex.
    ValueError
        If `width` is not greater than 0, or the shapes do not broadcast.

    Examples
    --------
    >>> from spikefuse.surrogate import relu_grad2
    >>> relu_grad2([0.5, 0.5, -0.5], [-0.5, 0.25, -0.25]).tolist()
    [1.0, 0.0, 0.0]
    """
    spike = ReluGrad(alpha, width, spike_at_zero=spike_at_zero)
    return _crossing(spike, x_new, x_old, implementation)


def _crossing(
    surrogate: Surrogate, x_new: ArrayLike, x_old: ArrayLike, implementation: Implementation
) -> jax.Array:
    new, old = jnp.broadcast_arrays(as_floating(x_new, "x_new"), as_floating(x_old, "x_old"))
    _, formula = bind(surrogate)
    gradient = formula("surrogate_grad")
    at_zero = surrogate.spike_at_zero
    return elementwise.spike(
        _Crosses(at_zero),
        (new, old),
        parameters_for(surrogate, new.shape, new.dtype, "x_new"),
        gradients=(_ToNew(at_zero, gradient), _ToOld(at_zero, gradient)),
        implementation=implementation,
    )


@dataclasses.dataclass(frozen=True)
class _Crosses:
    spike_at_zero: bool

    def __call__(self, new: jax.Array, old: jax.Array) -> jax.Array:
        return self._is_above(new) & self._is_below(old)

    def _is_above(self, x: jax.Array) -> jax.Array:
        return reaches(x) if self.spike_at_zero else exceeds(x)

    # Not what is not above: NaN is neither.
    def _is_below(self, x: jax.Array) -> jax.Array:
        return x < 0 if self.spike_at_zero else x <= 0


@dataclasses.dataclass(frozen=True)
class _ToNew(_Crosses):
    gradient: elementwise.Formula

    def __call__(self, new: jax.Array, old: jax.Array, *parameters: jax.Array) -> jax.Array:
        return jnp.where(self._is_below(old), self.gradient(new, *parameters), 0.0)


@dataclasses.dataclass(frozen=True)
class _ToOld(_Crosses):
    gradient: elementwise.Formula

    def __call__(self, new: jax.Array, old: jax.Array, *parameters: jax.Array) -> jax.Array:
        return jnp.where(self._is_above(new), -self.gradient(old, *parameters), 0.0)
