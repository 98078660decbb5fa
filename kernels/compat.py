"""What differs between the versions of JAX, or is not in its public interface.

Everything else in this package uses `jax`'s documented interface.
"""

import contextlib
import dataclasses
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.core
from jax.extend import source_info_util
from jax.extend.core import Primitive
from jax.interpreters import ad, batching, mlir, partial_eval
from jax.sharding import (
    AbstractDevice,
    AbstractMesh,
    ManualAxisType,
    NamedSharding,
    PartitionSpec,
    get_abstract_mesh,
    use_abstract_mesh,
)

__all__ = [
    "Primitive",
    "abstract_device",
    "ad",
    "as_step_of",
    "batching",
    "has_gpu_plugin",
    "is_cut_by_xla",
    "is_exported",
    "is_mapped_as_it_is",
    "local_shape",
    "lower_locally",
    "lowering_errors",
    "mlir",
    "own_places",
    "partial_eval",
    "place_of",
    "register_dead_code_rule",
    "stepwise",
    "tell_devices",
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


def place_of(equation: Any) -> str:
    """Return where in a user's code an equation of a jaxpr comes from."""
    return source_info_util.summarize(equation.source_info)


@contextlib.contextmanager
def own_places() -> Iterator[None]:
    """Let equations that are traced within have places of their own.

    While a primitive is lowered, all that is traced has the place where that was called.
    """
    from jax._src import source_info_util as places

    context = places._source_info_context
    before = context.context
    context.context = source_info_util.new_source_info()
    try:
        yield
    finally:
        context.context = before


def has_gpu_plugin() -> bool:
    """Return whether JAX's plugin for GPUs is installed, with what jax-triton uses of it."""
    from jax._src import lib

    return getattr(lib, "gpu_triton", None) is not None


def is_mapped_as_it_is(primitive: Primitive) -> bool:
    """Return whether JAX maps a primitive over an axis by giving it the arrays with that axis.

    That is so for functions of one element, in each version of JAX for those that it has.
    """
    rule = getattr(batching.fancy_primitive_batchers.get(primitive), "func", None)
    return getattr(rule, "__name__", "") in ("broadcast_batcher", "vectorized_batcher")


def stepwise(aval: Any, shape: tuple[int, ...], dtype: Any) -> Any:
    """Return the abstract value of an array that has a first axis, time, more or less than one."""
    spec = tuple(aval.sharding.spec)
    spec = (*spec, *(None for _ in range(aval.ndim - len(spec))))
    added = len(shape) - aval.ndim
    spec = (None, *spec) if added == 1 else spec[-added:] if added else spec
    sharding = NamedSharding(aval.sharding.mesh, PartitionSpec(*spec))
    return aval.update(shape=shape, dtype=dtype, weak_type=False, sharding=sharding)


def register_dead_code_rule(
    primitive: Primitive, parameters: Callable[[Any, Any], dict[str, Any]]
) -> None:
    """Let a primitive compute no more results than are used.

    Parameters
    ----------
    primitive : Primitive
        Of several results.
    parameters : callable
        From which results are used, and an equation's parameters, to its new parameters.
    """

    # JAX 0.12 has a further argument in the middle.
    def rule(used: Any, *rest: Any) -> Any:
        equation = rest[-1]
        if not any(used):
            return [False] * len(equation.invars), None
        results = [var for var, use in zip(equation.outvars, used, strict=True) if use]
        fewer = parameters(used, equation.params)
        return [True] * len(equation.invars), equation.replace(outvars=results, params=fewer)

    partial_eval.dce_rules[primitive] = rule


def as_step_of(current: jax.Array, x: jax.Array) -> jax.Array:
    """Broadcast an array to the shape of a step of a current, cut over a mesh as that is.

    Only where a mesh is explicit is there something to say of how arrays are cut.
    """
    shape = current.shape[1:]
    aval = jax.typeof(current)
    if not aval.sharding.mesh._any_axis_explicit:
        return jax.numpy.broadcast_to(x, shape)
    sharding = stepwise(aval, shape, x.dtype).sharding
    if x.shape == shape:
        return jax.sharding.reshard(x, sharding)
    last = tuple(range(len(shape) - x.ndim, len(shape)))
    return jax.lax.broadcast_in_dim(x, shape, last, out_sharding=sharding)


def tell_devices(primitive: Primitive) -> None:
    """Let a primitive's lowering know for which devices it is: see `is_cut_by_xla`."""
    from jax._src import dispatch

    dispatch.prim_requires_devices_during_lowering.add(primitive)


def is_cut_by_xla(context: Any) -> bool:
    """Return whether what is lowered is for several devices, each with parts that XLA chooses."""
    devices = getattr(context.module_context.axis_context, "device_assignment", None)
    return devices is not None and len(devices) > 1


def is_exported(context: Any) -> bool:
    """Return whether what is lowered is for `jax.export`, and so for other machines, too."""
    return context.module_context.lowering_parameters.for_export


def zero_tangent(x: jax.Array) -> Any:
    """Return the symbolic zero that is the tangent of `x`."""
    return ad.Zero(jax.typeof(x).to_tangent_aval())


def lower_locally(
    function: Callable[..., Any],
    platform: str,
    context: Any,
    operands: Any,
    *,
    multiple_results: bool,
) -> Any:
    """Lower a function of arrays, as if there were no mesh, in the place of a primitive.

    Within `jax.shard_map` the operands are a device's own parts, of which a Pallas kernel needs to
    know no more than shapes and dtypes.
    """
    plain = context.replace(
        avals_in=[jax.core.ShapedArray(x.shape, x.dtype) for x in context.avals_in],
        avals_out=[jax.core.ShapedArray(x.shape, x.dtype) for x in context.avals_out],
    )
    with warnings.catch_warnings(), _some_device(platform):
        # Announced by JAX 0.12 for a later version.
        warnings.filterwarnings("ignore", "The Pallas Triton backend is deprecated")
        return mlir.lower_fun(function, multiple_results=multiple_results)(plain, *operands)


def local_shape(shape: tuple[int, ...], dtype: Any) -> jax.ShapeDtypeStruct:
    """Return what a Pallas kernel's result is like, within `lower_locally`."""
    return jax.ShapeDtypeStruct(shape, dtype, manual_axis_type=ManualAxisType())


# The oldest devices that the kernels are made for: what is lowered for them runs on newer ones.
_OLDEST = {
    "cuda": {"device_kind": "NVIDIA A100-SXM4-40GB", "num_cores": 108, "platform": "gpu"},
    "tpu": {"device_kind": "TPU v4", "num_cores": 1, "platform": "tpu"},
}

# JAX 0.10.0 has no platform in it.
_DEVICE_FIELDS = {field.name for field in dataclasses.fields(AbstractDevice)}


def _some_device(platform: str) -> contextlib.AbstractContextManager[Any]:
    """Stand in for a device that a Pallas lowering asks what it can do, where there is none."""
    kind = "gpu" if platform in ("cuda", "rocm") else platform
    device = get_abstract_mesh().abstract_device
    if device is None or getattr(device, "platform", kind) != kind:
        stand_in = platform in _OLDEST and jax.default_backend() != kind
        device = abstract_device(**_OLDEST[platform]) if stand_in else None
    return use_abstract_mesh(AbstractMesh((), (), abstract_device=device))


def abstract_device(**fields: Any) -> AbstractDevice:
    """Return the description of a device that is not there."""
    return AbstractDevice(**{key: fields[key] for key in _DEVICE_FIELDS & fields.keys()})
