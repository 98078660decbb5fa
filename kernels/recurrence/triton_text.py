"""The text of a Triton kernel that loops over time: its arguments, loads and stores."""

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

import jax

from ..gpu_blocks import Block
from ..triton import Kernel, blocks, source
from .triton_parts import Part

__all__ = ["GROUP", "Text", "kernel", "rows"]

GROUP = 8
"""Steps whose loads are under way together."""


@dataclasses.dataclass(frozen=True)
class Text:
    """How a kernel reads and writes arrays of a step of some shape.

    Attributes
    ----------
    shape : shape
        Of a step.
    dtype : dtype
        In which is computed.
    """

    shape: tuple[int, ...]
    dtype: Any

    @property
    def neurons(self) -> int:
        """How many there are."""
        return math.prod(self.shape)

    @property
    def block(self) -> Block:
        """What a program handles."""
        return blocks.recurrence(self.neurons)

    def load(self, name: str, array: Any, row: str | None = None) -> str:
        """Return the value of an array of a step, or at a row of one over time."""
        at = f"{name}_ptr + lane" if row is None else f"{name}_ptr + {row} + lane"
        return source.cast(f"tl.load({at}{self._mask})", array, self.dtype)

    def store(self, name: str, value: str, row: str | None = None) -> str:
        """Return the statement that writes a value there."""
        at = f"{name}_ptr + lane" if row is None else f"{name}_ptr + {row} + lane"
        return f"tl.store({at}, {value}{self._mask})"

    def parameter(self, name: str, array: jax.ShapeDtypeStruct) -> str:
        """Return the statement that reads a parameter."""
        return f"{name} = {source.load(name, array, self.shape, self.dtype, 'lane', self._mask)}"

    def zeros(self) -> str:
        """Return a block of zeros."""
        return f"tl.full((BLOCK,), 0.0, {source.kind(self.dtype)})"

    @property
    def _mask(self) -> str:
        return "" if self.neurons % self.block.size == 0 else ", mask=inside"


def rows(steps: int) -> list[str]:
    """Return the rows of the next steps of arrays over time."""
    return ["row", *(f"(row + {i} * NEURONS)" for i in range(1, steps))][:steps]


def kernel(
    name: str,
    text: Text,
    parts: Sequence[Part],
    operands: Sequence[str],
    results: Sequence[str],
    groups: int,
    lines: Sequence[str],
) -> Kernel:
    """Return a kernel of functions and of its own statements.

    How many groups of steps there are is a number that it is given: its code is the same for any.
    """
    arguments = [
        *(f"{each}_ptr" for each in operands),
        "groups",
        *(f"{each}_ptr" for each in results),
        "NEURONS: tl.constexpr",
        "BLOCK: tl.constexpr",
    ]
    start = ["lane = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)"]
    if text.neurons % text.block.size:
        start.append("inside = lane < NEURONS")
    functions = [line for part in parts for line in (*part.lines(), "", "")]
    whole = [
        *functions,
        f"def {name}(",
        *source.indented([f"{each}," for each in arguments]),
        "):",
        *source.indented([*start, *lines]),
    ]
    return Kernel(
        name=name,
        text="\n".join(whole) + "\n",
        scalars=(("groups", groups),),
        constants=(("NEURONS", text.neurons), ("BLOCK", text.block.size)),
        programs=-(-text.neurons // text.block.size),
        warps=text.block.warps,
    )
