"""Whether jax-triton works with this JAX: it is tried, since what it uses of JAX is not public."""

import functools

import jax
import jax.numpy as jnp

from .. import compat
from . import release
from .call import started
from .kernel import Kernel

__all__ = ["why_not"]

_LEAST = Kernel(
    name="spikefuse_trial",
    text="def spikefuse_trial(x_ptr, result_ptr):\n    tl.store(result_ptr, tl.load(x_ptr))\n",
    scalars=(),
    constants=(),
    programs=1,
    warps=1,
)


def why_not(platform: str) -> str | None:
    """Return why jax-triton cannot be used on a platform, and what to do; None if it can."""
    if (reason := release.why_not()) is not None:
        return reason
    if not compat.has_gpu_plugin():
        return "needs JAX's plugin for a GPU: pip install 'spikefuse[cuda]'"
    # To compile for AMD's GPUs, jax-triton asks one that is there.
    return _tried() if platform == "cuda" else None


@functools.cache
def _tried() -> str | None:
    number = jax.ShapeDtypeStruct((1,), jnp.float32)
    program = jax.jit(lambda x: started(_LEAST, [x], [number], 80))
    try:
        program.trace(number).lower(lowering_platforms=("cuda",))
    except Exception as error:
        # Whatever a release meets in a JAX that it was not made for.
        return release.does_not_fit(error)
    return None
