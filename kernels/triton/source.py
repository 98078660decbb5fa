"""Pieces of a kernel's text that all kernels share."""

import math
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ..translate import Program
from ..translate.triton import statements
from ..views import merged, views

__all__ = ["cast", "function", "indented", "kind", "load"]


def kind(dtype: Any) -> str:
    """Return Triton's name of a dtype."""
    return f"tl.{np.dtype(dtype).name}"


def indented(lines: Sequence[str], depth: int = 1) -> list[str]:
    """Return lines further to the right."""
    return [f"{'    ' * depth}{line}" if line else line for line in lines]


def function(
    name: str, inputs: Sequence[str], program: Program, outputs: Sequence[str], dtype: Any
) -> list[str]:
    """Return a function of blocks that returns some outputs of a program, in this order."""
    lines, found = statements(program, dtype)
    returned = ", ".join(found[each] for each in outputs)
    return [f"def {name}({', '.join(inputs)}):", *indented([*lines, f"return {returned}"])]


def load(
    name: str, array: Any, shape: tuple[int, ...], dtype: Any, flat: str, mask: str = ""
) -> str:
    """Return the value, in a dtype, of an array that broadcasts to a shape, at flat indices of it.

    Of an array of one value, that is the value itself.
    """
    size = math.prod(array.shape)
    if size == 1:
        text = f"tl.load({name}_ptr)"
    elif size == math.prod(shape):
        text = f"tl.load({name}_ptr + {flat}{mask})"
    else:
        text = f"tl.load({name}_ptr + {_broadcast_index(shape, array, flat)}{mask})"
    return cast(text, array, dtype)


def cast(text: str, array: Any, dtype: Any) -> str:
    """Return a value of an array as one of a dtype."""
    return text if np.dtype(array.dtype) == np.dtype(dtype) else f"{text}.to({kind(dtype)})"


def _broadcast_index(shape: tuple[int, ...], operand: jax.ShapeDtypeStruct, flat: str) -> str:
    """Return which element of a smaller operand goes with each of an array, by its flat index."""
    whole = jax.ShapeDtypeStruct(shape, jnp.float32)
    flat = flat if flat.isidentifier() else f"({flat})"
    terms, inner, stride = [], 1, 1
    for full, part in reversed(
        list(zip(*views(merged(shape, [whole, operand], keep=0), operand), strict=True))
    ):
        if part != 1:
            digit = flat if inner == 1 else f"{flat} // {inner}"
            terms.append(f"{digit} % {full}" if stride == 1 else f"{digit} % {full} * {stride}")
        inner, stride = inner * full, stride * part
    return " + ".join(terms)
