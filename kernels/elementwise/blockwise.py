"""Whether a formula can be evaluated one block of its operands at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

import jax
import jax.extend.core
import numpy as np

from .formulas import Formula, evaluate

__all__ = ["require_blockwise"]

_MIXING = (
    "argmax",
    "argmin",
    "concatenate",
    "conv_general_dilated",
    "cum",
    "dot_general",
    "dynamic_",
    "fft",
    "gather",
    "reduce_",
    "rev",
    "scatter",
    "sort",
    "top_k",
    "transpose",
)
"""How the names begin of primitives whose results mix elements."""

_ELEMENTWISE = ("reduce_precision",)


def require_blockwise(formula: Formula, dtype: Any, operands: Sequence[jax.Array]) -> None:
    """Raise an error for a formula whose value at an element needs other elements.

    Raises
    ------
    NotImplementedError
        If the formula mixes elements, or uses an array that is not an operand.
    """
    traced = jax.make_jaxpr(lambda *xs: evaluate(formula, dtype, *xs))(*operands)
    if traced.consts:
        shapes = ", ".join(f"{np.asarray(x).dtype}{list(np.shape(x))}" for x in traced.consts)
        raise NotImplementedError(
            f"the formula uses an array of its surroundings ({shapes}); make it a field of the "
            "class, so that it is an operand, or use 'xla'"
        )
    for name in _primitives(traced.jaxpr):
        if name.startswith(_MIXING) and name not in _ELEMENTWISE:
            raise NotImplementedError(
                f"the formula is not elementwise, since it uses {name}; write it for one element, "
                "or use 'xla'"
            )


def _primitives(jaxpr: Any) -> Iterator[str]:
    for equation in jaxpr.eqns:
        yield equation.primitive.name
        for inner in jax.extend.core.jaxprs_in_params(equation.params):
            yield from _primitives(inner)
