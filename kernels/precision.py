"""In which dtype formulas are computed."""

from typing import Any

import jax.numpy as jnp

__all__ = ["working_dtype"]


def working_dtype(*dtypes: Any) -> Any:
    """Return the dtype to compute in: float64 if any is, else float32."""
    return jnp.dtype("float64" if any(jnp.dtype(d) == "float64" for d in dtypes) else "float32")
