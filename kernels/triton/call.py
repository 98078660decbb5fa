"""A call of a Triton kernel in a JAX program."""

from collections.abc import Sequence
from typing import Any

import jax
import jax.core

from .. import compat
from ..dispatch import Task
from . import release
from .capability import capability
from .interpreted import LOCK, interpreted
from .kernel import Kernel, compiled_functions

__all__ = ["call", "started"]


def call(
    task: Task,
    kernel: Kernel,
    operands: Sequence[jax.Array],
    results: Sequence[jax.ShapeDtypeStruct],
) -> list[jax.Array]:
    """Return the results of a kernel, whose operands are arrays of its element types.

    Raises
    ------
    NotImplementedError
        If it is not known for which GPU it is to be compiled.
    """
    if task.interpret:
        return interpreted(kernel, operands, results)
    found = capability() if task.platform == "cuda" else None
    if task.platform == "cuda" and found is None:
        raise NotImplementedError(
            "has to know the GPU's compute capability, and there is none; lower on a machine that "
            "has one, or use 'pallas'"
        )
    return started(kernel, operands, results, found)


def started(
    kernel: Kernel,
    operands: Sequence[jax.Array],
    results: Sequence[jax.ShapeDtypeStruct],
    capability: int | None,
) -> list[jax.Array]:
    """Return the results of a kernel that is compiled for a GPU of a compute capability."""
    return _call_p.bind(*operands, kernel=kernel, results=tuple(results), capability=capability)


def _abstract(*_: Any, results: Sequence[jax.ShapeDtypeStruct], **__: Any) -> Any:
    return [jax.core.ShapedArray(x.shape, x.dtype) for x in results]


def _lower(
    context: Any,
    *operands: Any,
    kernel: Kernel,
    results: Sequence[jax.ShapeDtypeStruct],
    capability: int | None,
) -> Any:
    function = compiled_functions(kernel.text)[kernel.name]

    def run(*given: jax.Array) -> list[jax.Array]:
        return release.started(function, kernel, given, results, capability)

    with LOCK, release.compiling(capability):
        return compat.mlir.lower_fun(run, multiple_results=True)(context, *operands)


_call_p = compat.Primitive("spikefuse_triton_call")
_call_p.multiple_results = True
_call_p.def_abstract_eval(_abstract)
for _platform in ("cuda", "rocm"):
    compat.mlir.register_lowering(_call_p, _lower, platform=_platform)
