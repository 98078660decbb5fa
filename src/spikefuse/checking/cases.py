"""What is checked: every surrogate, as the program that a user runs and as bare formulas."""

import dataclasses
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from ..surrogate import InvSquareGrad, ReluGrad, Surrogate, inv_square_grad2, relu_grad2
from ..surrogate.catalogue import classes

__all__ = ["Case", "case_of", "cases"]

Formula = Callable[..., jax.Array]


@dataclasses.dataclass(frozen=True)
class Case:
    """A spike of one or two inputs, and what it is compared with.

    Attributes
    ----------
    name : str
        Of the class or function in `spikefuse.surrogate`.
    spike : function of the inputs
        What is checked; it runs through the kernels.
    value : function of the inputs
        When it is to spike, in plain `jax.numpy`.
    gradients : functions of the inputs
        What the derivative to each input is to be, in plain `jax.numpy`.
    """

    name: str
    spike: Formula
    value: Formula
    gradients: tuple[Formula, ...]


def cases() -> dict[str, Case]:
    """Return every surrogate with its default parameters, by name."""
    crossings = ((inv_square_grad2, InvSquareGrad()), (relu_grad2, ReluGrad()))
    listed = [
        *(case_of(made()) for made in classes().values()),
        *(_crossing(*c) for c in crossings),
    ]
    return {case.name: case for case in sorted(listed, key=lambda case: case.name.lower())}


def case_of(checked: Surrogate, reference: Surrogate | None = None) -> Case:
    """Return the case of a surrogate, judged by its own formula or by that of another.

    Parameters
    ----------
    checked : Surrogate
        Runs through the kernels.
    reference : Surrogate, optional
        Its `surrogate_grad` is what the derivative is to be; that of `checked` if left out.
    """
    formula = (checked if reference is None else reference).surrogate_grad
    return Case(type(checked).__name__, checked, lambda x: x >= 0, (formula,))


def _crossing(function: Any, of_one: Surrogate) -> Case:
    gradient = of_one.surrogate_grad
    return Case(
        function.__name__,
        function,
        lambda new, old: (new >= 0) & (old < 0),
        (
            lambda new, old: jnp.where(old < 0, gradient(new), 0.0),
            lambda new, old: jnp.where(new >= 0, -gradient(old), 0.0),
        ),
    )
