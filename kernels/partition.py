"""Kernels in a program for several devices: each device runs one on its own part of the arrays.

XLA cannot cut a kernel by itself. It is told which dimensions go together, and asks for the kernel
of a part once it knows how the arrays around it are cut.
"""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from jax.experimental.custom_partitioning import (
    ArrayMapping,
    SdyShardingRule,
    custom_partitioning,
)
from jax.sharding import NamedSharding, PartitionSpec

__all__ = ["Dimensions", "aligned", "partitioned"]

Names = tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Dimensions:
    """Which dimensions of operands and results are the same, by name.

    Attributes
    ----------
    operands, results : tuples of names
        Of each array's dimensions.
    whole : names
        Of those that are not cut.
    """

    operands: tuple[Names, ...]
    results: tuple[Names, ...]
    whole: Names = ()


def aligned(shape: tuple[int, ...], full: tuple[int, ...], names: Names, own: str) -> Names:
    """Return the names of the dimensions of an array that broadcasts to another.

    Those that are broadcast have names of their own, which begin with `own`.
    """
    last = len(full) - len(shape)
    return tuple(
        names[last + axis] if size == full[last + axis] else f"{own}{axis}"
        for axis, size in enumerate(shape)
    )


def partitioned(
    run: Callable[..., Any], dimensions: Dimensions, multiple_results: bool
) -> Callable[..., Any]:
    """Return a function that each device runs on its own parts, cut as the first operands are.

    Parameters
    ----------
    run : callable
        Of arrays, whole or parts.
    dimensions : Dimensions
        Of its operands and results.
    multiple_results : bool
        Whether it returns a list.
    """

    def partition(mesh: Any, operands: Sequence[Any], _: Any) -> Any:
        cut = _cut(dimensions, operands)

        def placed(each: tuple[Names, ...]) -> tuple[NamedSharding, ...]:
            return tuple(
                NamedSharding(mesh, PartitionSpec(*(cut.get(name) for name in names)))
                for names in each
            )

        results = placed(dimensions.results)
        given = placed(dimensions.operands)
        return mesh, run, list(results) if multiple_results else results[0], given

    function = custom_partitioning(run)
    function.def_partition(
        partition=partition,
        sharding_rule=SdyShardingRule(
            tuple(ArrayMapping(*names) for names in dimensions.operands),
            tuple(ArrayMapping(*names) for names in dimensions.results),
            need_replication_factors=dimensions.whole,
        ),
    )
    return function


def _cut(dimensions: Dimensions, operands: Sequence[Any]) -> dict[str, Any]:
    """Return over which axes of the mesh each dimension is cut: as in the first operand with it."""
    cut: dict[str, Any] = {}
    for names, operand in zip(dimensions.operands, operands, strict=True):
        axes = tuple(getattr(operand.sharding, "spec", ()))
        for name, axis in zip(names, axes, strict=False):
            if axis is not None and name not in dimensions.whole:
                cut.setdefault(name, axis)
    return cut
