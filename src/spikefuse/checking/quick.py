"""Programs that are compiled quickly, and then run slowly."""

from collections.abc import Callable
from typing import Any

import jax

__all__ = ["quickly_compiled"]

_OPTIONS = {"xla_backend_optimization_level": 0}


def quickly_compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is compiled without optimization.

    It is for references and for Pallas's interpreter, which take far longer to compile than to run,
    and where what is judged is not what a compiler makes of them.
    """
    return jax.jit(function, compiler_options=_OPTIONS)
