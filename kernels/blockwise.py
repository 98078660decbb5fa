"""Whether a formula can be evaluated one block of its operands at a time."""

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.extend.core

from . import compat

__all__ = ["captured", "require_blockwise", "why_not_elementwise"]

_OF_ONE_ELEMENT = """
abs acos acosh add add_any and asin asinh atan atan2 atanh bessel_i0e bessel_i1e
bitcast_convert_type cbrt ceil clamp clz convert_element_type copy copy_p cos cosh digamma div eq
erf erf_inv erfc exp exp2 expm1 floor ge gt igamma igamma_grad_a igammac integer_pow is_finite le
lgamma log log1p logistic lt max min mul ne neg nextafter not one_minus_square or polygamma
polynomial population_count pow reduce_precision regularized_incomplete_beta rem round rsqrt
select_n shift_left shift_right_arithmetic shift_right_logical sign sin sinh sqrt square sub tan
tanh xor zeta
"""

_OF_NUMBERS = "broadcast_in_dim empty full_like zeros_like"

_WITHOUT_ARITHMETIC = "optimization_barrier pcast pvary stop_gradient"

_OF_FORMULAS = """
call checkpoint closed_call cond core_call custom_jvp_call custom_lin custom_vjp_call
custom_vjp_call_jaxpr jit pjit remat remat2 scan while
"""

_OWN = "elementwise scale spike"

_MIXING = (
    "all_",
    "arg",
    "axis_",
    "cholesky",
    "concatenate",
    "conv_",
    "cum",
    "dot_",
    "dynamic_",
    "eig",
    "fft",
    "gather",
    "get",
    "householder",
    "io_callback",
    "iota",
    "lu",
    "pad",
    "permute",
    "ppermute",
    "psum",
    "pure_callback",
    "qr",
    "ragged_",
    "random_",
    "reduce_",
    "reshape",
    "rev",
    "rng_",
    "scatter",
    "schur",
    "select_and_",
    "slice",
    "sort",
    "split",
    "squeeze",
    "svd",
    "swap",
    "threefry",
    "top_k",
    "transpose",
    "triangular_",
    "tridiagonal",
)
"""How the names begin of primitives whose results mix elements, or tell where they stand."""

_ELEMENTWISE = frozenset(
    " ".join((_OF_ONE_ELEMENT, _OF_NUMBERS, _WITHOUT_ARITHMETIC, _OF_FORMULAS, _OWN)).split()
)
"""The names of primitives that need no other elements; formulas in them are looked into."""


def why_not_elementwise(jaxpr: Any) -> str | None:
    """Return which primitive of a jaxpr needs other elements than its own, and where it stands."""
    for equation in jaxpr.eqns:
        if (name := _mixing(equation)) is not None:
            # The place where it is called: what is within may have been traced for another.
            return f"{name} (at {compat.place_of(equation)})"
    return None


def captured(traced: Any) -> str:
    """Return which arrays a traced function has of its surroundings, as text; empty if none."""
    return ", ".join(f"{x.dtype}{list(x.shape)}" for x in map(jax.typeof, traced.consts))


def require_blockwise(function: Callable[..., Any], operands: Sequence[jax.Array]) -> None:
    """Raise an error for a formula whose value at an element needs other elements.

    Raises
    ------
    NotImplementedError
        If the formula mixes elements, or uses an array that is not an operand.
    """
    traced = jax.make_jaxpr(function)(*operands)
    if held := captured(traced):
        raise NotImplementedError(
            f"the formula uses an array of its surroundings ({held}); make it a field of the "
            "class, so that it is an operand, or use 'xla'"
        )
    if (mixing := why_not_elementwise(traced.jaxpr)) is not None:
        raise NotImplementedError(
            f"the formula is not elementwise, since it uses {mixing}; write it for one element, "
            "or use 'xla'"
        )


def _mixing(equation: Any) -> str | None:
    """Return the name of the first primitive, in an equation or within it, that mixes elements."""
    name = equation.primitive.name
    if _spreads(equation) or not (name in _ELEMENTWISE or _looks_elementwise(equation)):
        return name
    within = (
        _mixing(each)
        for inner in jax.extend.core.jaxprs_in_params(equation.params)
        for each in inner.eqns
    )
    return next((name for name in within if name is not None), None)


def _looks_elementwise(equation: Any) -> bool:
    """Return whether a primitive that is not known, of a newer JAX, takes and gives one shape."""
    arrays = [x.aval.shape for x in (*equation.invars, *equation.outvars) if x.aval.shape]
    return len({*arrays}) <= 1 and not equation.primitive.name.startswith(_MIXING)


def _spreads(equation: Any) -> bool:
    """Return whether an array is laid along other dimensions than the ones it broadcasts along."""
    if equation.primitive.name != "broadcast_in_dim":
        return False
    (own,), full = (x.aval.shape for x in equation.invars), equation.outvars[0].aval.shape
    last = tuple(range(len(full) - len(own), len(full)))
    return bool(own) and tuple(equation.params["broadcast_dimensions"]) != last
