"""JAX primitives for kernels: one that picks a kernel by platform, one made of others."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax

from . import compat, dispatch, gpu_blocks, gpu_orders, partition, tuned

__all__ = ["composite_primitive", "kernel_primitive"]


def kernel_primitive(
    name: str,
    kernels: Mapping[str, dispatch.Kernel],
    orders: Mapping[str, Sequence[str]],
    abstract_eval: Callable[..., Any],
    *,
    dimensions: Callable[..., partition.Dimensions],
    is_cut: Callable[[str], bool],
    case: Callable[..., tuned.Case],
    multiple_results: bool = False,
) -> compat.Primitive:
    """Return a primitive that runs the first of `kernels` that can.

    It is bound with a parameter ``choice`` (a `dispatch.Choice`); all its other parameters go to
    the kernel. Rules for its derivatives and batching are the caller's to add.

    Parameters
    ----------
    name : str
        What a jaxpr and errors call the operation.
    kernels : mapping of str to Kernel
        The implementations, by name.
    orders : mapping of str to sequence of str
        For each platform, the names to try when nothing was asked for; `gpu_orders` may have
        another for a generation of GPUs, and a table of `tuned` for the device.
    abstract_eval : callable
        From the operands' abstract values and the parameters to the result's, or to the list of
        the results'.
    dimensions : callable
        From the shapes of operands and results, and the parameters, to the names of their
        dimensions: so each of several devices runs the kernel of its part.
    is_cut : callable
        From the name of an implementation to whether it needs that; XLA cuts plain operations by
        itself.
    case : callable
        From the operands' shapes, and the parameters, to what a table of `tuned` is asked for.
    multiple_results : bool
        Whether there is a list of results.
    """
    primitive = _primitive(name, abstract_eval, multiple_results)
    for platform in dispatch.PLATFORMS:
        lower = functools.partial(
            _lower, primitive, kernels, platform, orders[platform], dimensions, is_cut, case
        )
        compat.mlir.register_lowering(primitive, lower, platform=platform)
    return primitive


def composite_primitive(
    name: str,
    function: Callable[..., Any],
    abstract_eval: Callable[..., Any],
    *,
    multiple_results: bool = False,
) -> compat.Primitive:
    """Return a primitive that is lowered as `function` of its operands.

    Rules for its derivatives and batching are the caller's to add.

    Parameters
    ----------
    name : str
        What a jaxpr calls it.
    function : callable
        From operands, with the primitive's parameters as keywords, to the result, or to the list
        of results.
    abstract_eval : callable
        From the operands' abstract values and the parameters to the result's, or to the list of
        the results'.
    multiple_results : bool
        Whether there is a list of results.
    """
    primitive = _primitive(name, abstract_eval, multiple_results)
    lower = compat.mlir.lower_fun(function, multiple_results=multiple_results)
    compat.mlir.register_lowering(primitive, lower)
    return primitive


def _primitive(
    name: str, abstract_eval: Callable[..., Any], multiple_results: bool
) -> compat.Primitive:
    primitive = compat.Primitive(name)
    primitive.multiple_results = multiple_results
    primitive.def_abstract_eval(abstract_eval)
    primitive.def_impl(functools.partial(_evaluate, primitive))
    compat.tell_devices(primitive)
    return primitive


def _evaluate(primitive: compat.Primitive, *operands: Any, **parameters: Any) -> Any:
    # Under `jax.disable_jit`, too: evaluating a primitive is compiling it.
    with jax.disable_jit(False):
        return _compiled(primitive, tuple(sorted(parameters.items())))(*operands)


@functools.lru_cache(maxsize=4096)
def _compiled(primitive: compat.Primitive, parameters: tuple[tuple[str, Any], ...]) -> Any:
    return jax.jit(functools.partial(primitive.bind, **dict(parameters)))


def _lower(
    primitive: compat.Primitive,
    kernels: Mapping[str, dispatch.Kernel],
    platform: str,
    order: Sequence[str],
    dimensions: Callable[..., partition.Dimensions],
    is_cut: Callable[[str], bool],
    case: Callable[..., tuned.Case],
    context: Any,
    *operands: Any,
    choice: dispatch.Choice,
    **parameters: Any,
) -> Any:
    task = dispatch.Task(
        platform=choice.interpret or platform,
        operands=dispatch.shapes(context.avals_in),
        results=dispatch.shapes(context.avals_out),
        interpret=choice.interpret is not None,
        exported=compat.is_exported(context),
        partitioned=compat.is_cut_by_xla(context),
    )
    own = case(task.operands, **parameters)
    names = choice.names or _default_order(task, own, order)
    unable: dict[str, str] = {}
    for implementation in names:
        reason = dispatch.why_not(implementation, kernels, task)
        if reason is not None:
            unable[implementation] = reason
            continue
        if task.partitioned and is_cut(implementation):
            each = functools.partial(primitive.bind, choice=choice, **parameters)
            named = dimensions(task.operands, task.results, **parameters)
            cut = partition.partitioned(each, named, primitive.multiple_results)
            return compat.lower_locally(
                cut, task.platform, context, operands, multiple_results=primitive.multiple_results
            )
        run = functools.partial(kernels[implementation].run, task, **parameters)
        block = _tuned_block(task, own, implementation)
        try:
            with gpu_blocks.preferring(block):
                return compat.lower_locally(
                    run,
                    task.platform,
                    context,
                    operands,
                    multiple_results=primitive.multiple_results,
                )
        except compat.lowering_errors() as error:
            unable[implementation] = (str(error).strip() or repr(error)).splitlines()[0]
    reasons = "; ".join(f"{key!r}: {reason}" for key, reason in unable.items())
    raise NotImplementedError(
        f"{primitive.name} on {task.platform}: no implementation can run. {reasons}"
    )


def _default_order(task: dispatch.Task, case: tuned.Case, order: Sequence[str]) -> Sequence[str]:
    if task.interpret:
        return order
    usual = gpu_orders.order(task.platform, order)
    return usual if task.exported else tuned.order(task.platform, case, usual)


def _tuned_block(
    task: dispatch.Task, case: tuned.Case, implementation: str
) -> gpu_blocks.Block | None:
    if task.interpret or task.exported:
        return None
    return tuned.block(task.platform, implementation, case.operation, case.size)
