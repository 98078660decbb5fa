"""How many elements, or neurons, a program of a kernel handles, and with how many warps.

No measurement has set these numbers: they are those of the Pallas kernels for GPUs, which aim at 16
bytes a thread and load, and at two programs for each multiprocessor of an H200. ``spikefuse bench
--tune`` times kernels with others.
"""

from ..gpu_blocks import Block, chosen

__all__ = ["elementwise", "recurrence"]

ELEMENTWISE = {1024: Block(1024, 4), 512: Block(512, 4), 256: Block(256, 2), 0: Block(128, 1)}
"""For arrays of so many elements and more."""

RECURRENCE = {2**16 + 1: Block(512, 4), 2**15 + 1: Block(256, 4), 0: Block(128, 4)}
"""For steps of so many neurons and more."""


def elementwise(size: int) -> Block:
    """Return the block for an array of so many elements."""
    return chosen() or next(x for least, x in ELEMENTWISE.items() if size >= least)


def recurrence(neurons: int) -> Block:
    """Return the block for a step of so many neurons."""
    return chosen() or next(x for least, x in RECURRENCE.items() if neurons >= least)
