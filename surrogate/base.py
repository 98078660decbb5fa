"""The base class of all surrogates: a spike, and what its derivative is taken to be."""

import functools
from collections.abc import Callable
from typing import Any, TypedDict

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..bound import bind, parameters_for, with_parameters
from ..kernels import elementwise
from ..kernels.dispatch import Implementation
from ..kernels.precision import working_dtype
from ..value import Value, static

__all__ = ["Options", "Parameter", "Surrogate", "as_floating", "exceeds", "reaches"]


Parameter = float | jax.Array
"""A number, or an array that broadcasts to the shape of the input."""


class Options(TypedDict, total=False):
    """What every surrogate takes by keyword, as a class and as a function."""

    learnable: bool
    spike_at_zero: bool


class Surrogate(Value):
    r"""A spike whose derivative is replaced by a surrogate.

    Calling it gives the spike :math:`H(x)`, which is 1 where ``x >= 0`` and 0 elsewhere (also for
    NaN; -0.0 is 0). The derivative of the spike is taken to be ``surrogate_grad(x)``, the
    derivative of the smooth ``surrogate_fun(x)``.

    A surrogate of your own is a subclass with a `surrogate_grad` that is elementwise in ``x``,
    written in `jax.numpy`; it runs through the same kernels as the ones here. Declare its
    parameters as fields, or set them in an ``__init__``. `surrogate_fun` is needed only for
    ``learnable=True``, and for plots.

    A surrogate is an immutable value: equal and hashable by its parameters, picklable, and a
    pytree whose leaves are its parameters. A parameter is a number, or an array that broadcasts to
    the shape of ``x``.

    Parameters
    ----------
    learnable : bool, keyword only
        If False, the derivative of the spike to each parameter is exactly 0. If True, it is that
        of `surrogate_fun`.
    spike_at_zero : bool, keyword only, default True
        If True, there is a spike where ``x >= 0``; if False, where ``x > 0``, so that 0 and -0.0
        give none.

    Examples
    --------
    >>> import jax, jax.numpy as jnp
    >>> from spikefuse.surrogate import Surrogate
    >>> class Triangle(Surrogate):
    ...     width: float = 1.0
    ...
    ...     def surrogate_grad(self, x):
    ...         return jnp.maximum(0.0, 1.0 - jnp.abs(x) / self.width)
    >>> spike = Triangle(width=2.0)
    >>> spike(jnp.array([-1.0, 0.0, 1.0])).tolist()
    [0.0, 1.0, 1.0]
    >>> jax.grad(spike)(1.0).item()
    0.5

    References
    ----------
    Neftci, Mostafa and Zenke, "Surrogate gradient learning in spiking neural networks", IEEE
    Signal Processing Magazine 36(6), 2019.
    """

    learnable: bool = static(default=False, kw_only=True)
    spike_at_zero: bool = static(default=True, kw_only=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in ("surrogate_fun", "surrogate_grad"):
            if name in vars(cls):
                setattr(cls, name, _in_working_precision(vars(cls)[name]))

    @property
    def fires(self) -> elementwise.Formula:
        """Whether there is a spike, as a function of ``x``."""
        return reaches if self.spike_at_zero else exceeds

    def surrogate_fun(self, x: Any) -> jax.Array:
        """Return the smooth function that stands in for the step.

        Parameters
        ----------
        x : array of any shape and any floating dtype
            The membrane's distance to its threshold.

        Returns
        -------
        jax.Array
            Of the shape and dtype of `x`.
        """
        raise NotImplementedError(
            f"{type(self).__name__} defines no surrogate_fun; it is needed for learnable=True"
        )

    def surrogate_grad(self, x: Any) -> jax.Array:
        """Return the derivative of `surrogate_fun`, which is taken for that of the spike.

        Parameters
        ----------
        x : array of any shape and any floating dtype
            The membrane's distance to its threshold.

        Returns
        -------
        jax.Array
            Of the shape and dtype of `x`.
        """
        raise NotImplementedError(f"{type(self).__name__} defines no surrogate_grad")

    def __call__(self, x: ArrayLike, *, implementation: Implementation = None) -> jax.Array:
        """Return the spikes of `x`.

        Parameters
        ----------
        x : array of any shape
            The membrane's distance to its threshold. Integers, booleans and Python numbers are
            promoted to the default floating dtype.
        implementation : str, sequence of str, or None
            What runs the forward and the backward pass: a name, or names in order of preference.
            None picks for the platform that the computation is lowered for.

        Returns
        -------
        jax.Array
            1 where ``x >= 0``, or ``x > 0`` without `spike_at_zero`, else 0; in the shape and
            dtype of `x`.

        Raises
        ------
        TypeError
            If `x` is complex.
        ValueError
            If a parameter does not broadcast to the shape of `x`, or no implementation has the
            name given.
        NotImplementedError
            If an implementation that was named cannot run; it says why.
        """
        x = as_floating(x)
        parameters = parameters_for(self, x.shape, x.dtype)
        _, formula = bind(self)
        gradients = [formula("surrogate_grad")]
        if self.learnable:
            smooth = formula("surrogate_fun")
            gradients += [elementwise.derivative(smooth, 1 + i) for i in range(len(parameters))]
        return elementwise.spike(
            self.fires, (x,), parameters, gradients=gradients, implementation=implementation
        )

    def _shown(self) -> dict[str, Any]:
        fields = super()._shown()
        options = {"learnable": False, "spike_at_zero": True}
        given = {name: fields.pop(name, usual) for name, usual in options.items()}
        return fields | {name: x for name, x in given.items() if x != options[name]}


def reaches(x: jax.Array) -> jax.Array:
    """Return whether ``x >= 0``: a spike at the threshold, too."""
    return x >= 0


def exceeds(x: jax.Array) -> jax.Array:
    """Return whether ``x > 0``: no spike at the threshold itself."""
    return x > 0


def as_floating(x: ArrayLike, name: str = "x") -> jax.Array:
    """Return `x` as a floating array; what is not floating becomes the default floating dtype.

    Parameters
    ----------
    x : array of any shape
        Real numbers.
    name : str
        What an error calls it.

    Raises
    ------
    TypeError
        If `x` is complex.
    """
    array = jnp.asarray(x)
    if jnp.issubdtype(array.dtype, jnp.complexfloating):
        raise TypeError(
            f"{name} is complex ({array.dtype}), but a spike compares real numbers: "
            f"pass {name}.real or abs({name})"
        )
    if not jnp.issubdtype(array.dtype, jnp.floating):
        array = array.astype(jnp.result_type(float))
    return array


def _in_working_precision(formula: Callable[..., jax.Array]) -> Callable[..., jax.Array]:
    """Compute in float32 for narrower dtypes, and round once."""

    @functools.wraps(formula)
    def method(self: Surrogate, x: ArrayLike) -> jax.Array:
        x = as_floating(x)
        wide = x.astype(working_dtype(x.dtype))
        working = with_parameters(self, parameters_for(self, x.shape, x.dtype))
        result = jnp.asarray(formula(working, wide), wide.dtype)
        return jnp.broadcast_to(result, x.shape).astype(x.dtype)

    return method
