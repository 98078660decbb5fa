"""What differs between the versions of JAX, or is not in its public interface.

Everything else in this package uses `jax`'s documented interface.
"""

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any

import jax
from jax.extend.core import Primitive
from jax.interpreters import ad, batching, mlir
from jax.sharding import AbstractDevice, AbstractMesh, use_abstract_mesh

__all__ = [
    "Primitive",
    "ad",
    "batching",
    "lowering_errors",
    "lowering_for",
    "mlir",
    "shape_like",
    "vary_alike",
    "varying_axes",
    "zero_tangent",
]


def varying_axes(x: Any) -> frozenset[Any]:
    """Return the mesh axes of an enclosing `jax.shard_map` over which `x` varies."""
    return frozenset(jax.typeof(x).manual_axis_type.varying)


def vary_alike(*arrays: jax.Array) -> tuple[jax.Array, ...]:
    """Make all arrays vary over the same axes of an enclosing `jax.shard_map`."""
    axes = frozenset[Any]().union(*map(varying_axes, arrays))
    return tuple(
        jax.lax.pcast(x, tuple(missing), to="varying") if (missing := axes - varying_axes(x)) else x
        for x in arrays
    )


def lowering_errors() -> tuple[type[Exception], ...]:
    """Return what a Pallas lowering raises for a formula or dtype that it does not support."""
    try:
        from jax._src.pallas.mosaic.lowering import LoweringException
    except ImportError:
        return (NotImplementedError,)
    return (NotImplementedError, LoweringException)


def zero_tangent(x: jax.Array) -> Any:
    """Return the symbolic zero that is the tangent of `x`."""
    return ad.Zero(jax.typeof(x).to_tangent_aval())


def shape_like(x: jax.Array, shape: tuple[int, ...], dtype: Any) -> jax.ShapeDtypeStruct:
    """Return a shape for a kernel's result that varies over a mesh as `x` does."""
    kind = jax.typeof(x).manual_axis_type
    return jax.ShapeDtypeStruct(shape, dtype, manual_axis_type=kind)


@contextlib.contextmanager
def lowering_for(platform: str) -> Iterator[None]:
    """Lower Pallas kernels for a platform, also where there is no device to ask what it can do."""
    with warnings.catch_warnings():
        # Announced by JAX 0.12 for a later version.
        warnings.filterwarnings("ignore", "The Pallas Triton backend is deprecated")
        with _abstract_device(platform):
            yield


# The oldest devices that the kernels are made for: what is lowered for them runs on newer ones.
_OLDEST = {
    "cuda": ("gpu", "NVIDIA A100-SXM4-40GB", 108),
    "tpu": ("tpu", "TPU v4", 1),
}


def _abstract_device(platform: str) -> contextlib.AbstractContextManager[Any]:
    mesh = jax.sharding.get_abstract_mesh()
    kind = "gpu" if platform in ("cuda", "rocm") else platform
    described = mesh.abstract_device is not None and mesh.abstract_device.platform == kind
    if platform not in _OLDEST or described or jax.default_backend() == kind:
        return contextlib.nullcontext()
    family, name, cores = _OLDEST[platform]
    device = AbstractDevice(device_kind=name, num_cores=cores, platform=family)
    return use_abstract_mesh(AbstractMesh((), (), abstract_device=device))
