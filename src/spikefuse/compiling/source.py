"""The Triton source of a program's kernels, found in its jaxpr, without Triton or a GPU."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import jax
import jax.extend.core

from ..kernels.dispatch import shapes
from ..kernels.elementwise import triton as elementwise
from ..kernels.elementwise.formulas import product
from ..kernels.recurrence import triton as recurrence
from ..kernels.triton import Kernel

__all__ = ["Found", "kernels"]


@dataclasses.dataclass(frozen=True)
class Found:
    """A kernel of a program.

    Attributes
    ----------
    kernel : Kernel
        Its text, and how it is started.
    arrays : tuple of dtypes
        Of its operands and results.
    """

    kernel: Kernel
    arrays: tuple[Any, ...]


def kernels(function: Callable[..., Any], operands: Sequence[Any]) -> list[Found]:
    """Return the kernels of a program, each once, in the order in which they first run.

    Parameters
    ----------
    function : callable
        Of the operands.
    operands : sequence of arrays, or of shapes and dtypes
        What it is called with.

    Raises
    ------
    NotImplementedError
        For a formula that Triton has no words for.
    """
    traced = jax.make_jaxpr(function)(*operands)
    return list(dict.fromkeys(_within(traced.jaxpr)))


def _within(jaxpr: Any) -> Iterator[Found]:
    for equation in jaxpr.eqns:
        given = shapes([x.aval for x in equation.invars])
        made = shapes([x.aval for x in equation.outvars])
        parameters = equation.params
        if equation.primitive.name == "spike":
            yield _elementwise(given[: parameters["inputs"]], made, parameters["value"])
        elif equation.primitive.name == "scale":
            yield _elementwise(given, made, product(parameters["formula"]))
        elif equation.primitive.name in ("recurrence", "recurrence_backward"):
            for kernel, results in recurrence.kernels(given, made, parameters["plan"]):
                yield Found(kernel, _dtypes((*given, *results)))
                given = (*given, *results)
        else:
            for inner in jax.extend.core.jaxprs_in_params(parameters):
                yield from _within(inner)


def _elementwise(
    operands: tuple[jax.ShapeDtypeStruct, ...], results: Sequence[Any], formula: Any
) -> Found:
    return Found(elementwise.kernel(operands, formula), _dtypes((*operands, *results)))


def _dtypes(arrays: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(x.dtype for x in arrays)
