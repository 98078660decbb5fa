"""Whether a formula can be evaluated one block of its operands at a time."""

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.extend.core

from . import compat

__all__ = ["captured", "require_blockwise", "why_not_elementwise"]

_MAPPED_BY_OWN_RULES = "add_any clamp convert_element_type copy_p select_n"

_OF_NUMBERS = "broadcast_in_dim empty full_like zeros_like"

_WITHOUT_ARITHMETIC = "optimization_barrier pcast pvary stop_gradient"

_OF_FORMULAS = """
call checkpoint closed_call cond core_call custom_jvp_call custom_lin custom_vjp_call
custom_vjp_call_jaxpr jit pjit remat remat2 scan while
"""

_OWN = "elementwise scale spike"

_ELEMENTWISE = frozenset(
    " ".join((_MAPPED_BY_OWN_RULES, _OF_NUMBERS, _WITHOUT_ARITHMETIC, _OF_FORMULAS, _OWN)).split()
)
"""The names of primitives that need no other elements, beside those JAX maps as they are."""

_DRAWN = ("philox", "random_", "threefry")
"""How the names begin of primitives that JAX maps so, too, but that draw an array at once."""


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
    if _spreads(equation) or not _is_elementwise(equation.primitive):
        return equation.primitive.name
    within = (
        _mixing(each)
        for inner in jax.extend.core.jaxprs_in_params(equation.params)
        for each in inner.eqns
    )
    return next((name for name in within if name is not None), None)


def _is_elementwise(primitive: Any) -> bool:
    if primitive.name in _ELEMENTWISE:
        return True
    return compat.is_mapped_as_it_is(primitive) and not primitive.name.startswith(_DRAWN)


def _spreads(equation: Any) -> bool:
    """Return whether an array is laid along other dimensions than the ones it broadcasts along."""
    if equation.primitive.name != "broadcast_in_dim":
        return False
    (own,), full = (x.aval.shape for x in equation.invars), equation.outvars[0].aval.shape
    last = tuple(range(len(full) - len(own), len(full)))
    return bool(own) and tuple(equation.params["broadcast_dimensions"]) != last
