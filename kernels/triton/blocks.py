"""How many elements, or neurons, a program of a kernel handles, and with how many warps.

No measurement has set these numbers: they are those of the Pallas kernels for GPUs, which aim at 16
bytes a thread and load, and at two programs for each multiprocessor of an H200.
``python -m spikefuse.bench.triton_blocks`` times kernels with others, through `use_block`.
"""

import contextlib
import dataclasses
from collections.abc import Iterator

import jax

__all__ = ["Block", "elementwise", "recurrence", "use_block"]


@dataclasses.dataclass(frozen=True)
class Block:
    """What a program handles.

    Attributes
    ----------
    size : int
        A power of two: of elements or neurons.
    warps : int
        How many run it.
    """

    size: int
    warps: int


ELEMENTWISE = {1024: Block(1024, 4), 512: Block(512, 4), 256: Block(256, 2), 0: Block(128, 1)}
"""For arrays of so many elements and more."""

RECURRENCE = {2**16 + 1: Block(512, 4), 2**15 + 1: Block(256, 4), 0: Block(128, 4)}
"""For steps of so many neurons and more."""

_used = jax.make_user_context(None)


@contextlib.contextmanager
def use_block(size: int, warps: int) -> Iterator[None]:
    """Set the block of all kernels that are traced within, whatever they run on."""
    if size < 1 or size & (size - 1):
        raise ValueError(f"size is {size}; it must be a power of two")
    with _used(Block(size, warps)):
        yield


def elementwise(size: int) -> Block:
    """Return the block for an array of so many elements."""
    return _used.value or next(x for least, x in ELEMENTWISE.items() if size >= least)


def recurrence(neurons: int) -> Block:
    """Return the block for a step of so many neurons."""
    return _used.value or next(x for least, x in RECURRENCE.items() if neurons >= least)
