"""Triton kernels, compiled by Triton itself for GPUs that need not be there."""

import functools
import tempfile
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..kernels.triton import Kernel
from ..kernels.triton.kernel import compiled_functions, functions
from ..kernels.triton.release import ptx_version

__all__ = ["assembly", "signature"]

_KINDS = {"float64": "fp64", "float32": "fp32", "float16": "fp16", "bfloat16": "bf16", "bool": "i1"}


def assembly(kernel: Kernel, arrays: Sequence[Any], target: int | str) -> str:
    """Return what Triton makes of a kernel.

    Parameters
    ----------
    kernel : Kernel
        Of this package.
    arrays : sequence of dtypes
        Of its operands and results.
    target : int or str
        The compute capability of an NVIDIA GPU, 90 for one of 9.0, or the name of an AMD GPU's
        architecture, such as "gfx942".

    Returns
    -------
    str
        PTX, or AMD's assembly.
    """
    import triton
    from triton import knobs
    from triton.backends.compiler import GPUTarget
    from triton.compiler import ASTSource

    kinds = signature(kernel, arrays)
    numbers = dict(kernel.scalars)
    given = [name for name in kinds if kinds[name].startswith("*")]
    source = ASTSource(
        fn=compiled_functions(kernel.text)[kernel.name],
        signature={name: "constexpr" if numbers.get(name) == 1 else x for name, x in kinds.items()},
        constexprs={**dict(kernel.constants), **{x: 1 for x, n in numbers.items() if n == 1}},
        attrs={(list(kinds).index(name),): [["tt.divisibility", 16]] for name in given},
    )
    options: dict[str, Any] = {
        "num_warps": kernel.warps,
        "num_stages": 1,
        "enable_fp_fusion": False,
    }
    if isinstance(target, str):
        what, result = GPUTarget("hip", target, 64), "amdgcn"
    else:
        what, result = GPUTarget("cuda", target, 32), "ptx"
        options["ptx_version"] = ptx_version(target)
    # Once it is imported, jax-triton leaves Triton no folder to keep what it compiled in.
    with tempfile.TemporaryDirectory() as folder, knobs.cache.scope():
        knobs.cache.dir = folder
        return triton.compile(source, target=what, options=options).asm[result]


def signature(kernel: Kernel, arrays: Sequence[Any]) -> dict[str, str]:
    """Return the types of a kernel's arguments, by name."""
    names = _arguments(kernel.text, kernel.name)
    own = {name: "i32" for name, _ in kernel.scalars}
    own |= {name: "constexpr" for name, _ in kernel.constants}
    remaining = iter(arrays)
    return {name: own.get(name) or f"*{_kind(next(remaining))}" for name in names}


@functools.lru_cache(maxsize=1024)
def _arguments(text: str, name: str) -> tuple[str, ...]:
    made = functions(text, _as_it_is, None)[name]
    return made.__code__.co_varnames[: made.__code__.co_argcount]


def _as_it_is(function: Any) -> Any:
    return function


def _kind(dtype: Any) -> str:
    name = np.dtype(dtype).name
    return _KINDS.get(name, name.replace("int", "i"))
