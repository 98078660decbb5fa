"""Which release of jax-triton is installed, whether it goes with JAX, and what its call takes."""

import contextlib
import importlib.metadata
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jax

from .kernel import Kernel

__all__ = ["compiling", "does_not_fit", "ptx_version", "started", "why_not", "why_not_interpreted"]

INSTALL = "pip install 'spikefuse[triton]'"

PTX_VERSIONS = {100: 88, 0: 84}
"""For GPUs of this compute capability and newer, the version of PTX that kernels are written in.

It is one that knows them, and that the assembler of CUDA 12 reads: Triton's own default is the
newest that it knows, which others need not.
"""


def why_not() -> str | None:
    """Return why jax-triton is not there, and what to do; None if it is."""
    if (reason := why_not_interpreted()) is not None:
        return reason
    if importlib.util.find_spec("jax_triton") is None:
        return f"needs jax-triton, which is not installed: {INSTALL}"
    return None


def does_not_fit(error: Exception) -> str:
    """Return what it means that jax-triton fails in this JAX."""
    told = (str(error).strip() or repr(error)).splitlines()[0]
    version = importlib.metadata.version("jax-triton")
    return (
        f"needs a jax-triton for JAX {jax.__version__}, with which {version} fails ({told}); 0.3.1 "
        "goes with JAX 0.10, and 0.4.1 with JAX 0.11 and 0.12"
    )


def why_not_interpreted() -> str | None:
    """Return why Triton's interpreter cannot be used; None if it can."""
    if importlib.util.find_spec("triton") is None:
        return f"needs Triton, which is not installed: {INSTALL}"
    return None


def started(
    function: Any,
    kernel: Kernel,
    operands: Sequence[jax.Array],
    results: Sequence[jax.ShapeDtypeStruct],
    capability: int | None,
) -> list[jax.Array]:
    """Return the results of a kernel, whose function Triton compiles, on a GPU.

    Multiplications are not fused with additions, forward or backward, in any kernel: so a spike
    that is computed again is the same.
    """
    import jax_triton

    how: dict[str, Any] = {
        "kernel": function,
        "grid": (kernel.programs,),
        "name": kernel.name,
        "num_warps": kernel.warps,
        "num_stages": 1,
        "compute_capability": capability,
        **dict(kernel.constants),
    }
    if _takes_backend_options():
        how |= {"out_type": list(results), "backend_options": _options(capability)}
    else:
        how |= {"out_shape": list(results), "enable_fp_fusion": False}
    return list(jax_triton.triton_call(*operands, *(x for _, x in kernel.scalars), **how))


def _takes_backend_options() -> bool:
    return int(importlib.metadata.version("jax-triton").split(".")[1]) >= 4


def _options(capability: int | None) -> Mapping[str, Any]:
    options: dict[str, Any] = {"enable_fp_fusion": False}
    return options if capability is None else options | {"ptx_version": ptx_version(capability)}


def ptx_version(capability: int) -> int:
    """Return the version of PTX for a compute capability, as Triton has it: 84 is 8.4."""
    return next(version for least, version in PTX_VERSIONS.items() if capability >= least)


@contextlib.contextmanager
def compiling(capability: int | None) -> Iterator[None]:
    """Have Triton write that version of PTX, where jax-triton does not hand an option on."""
    if capability is None or _takes_backend_options():
        yield
        return
    from triton.backends.nvidia import compiler

    name = "get_ptx_version_from_options"
    before = getattr(compiler, name)
    setattr(compiler, name, lambda *_: ptx_version(capability))
    try:
        yield
    finally:
        setattr(compiler, name, before)
