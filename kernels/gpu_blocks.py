"""The block that all kernels for GPUs take, where one is set: by a caller, or by a table."""

import contextlib
from collections.abc import Iterator

import jax

from .tuned import Block

__all__ = ["Block", "chosen", "preferring", "use_block"]

_used = jax.make_user_context(None)


@contextlib.contextmanager
def use_block(size: int, warps: int) -> Iterator[None]:
    """Set the block of all kernels that are traced within, whatever they run on.

    Parameters
    ----------
    size : int
        A power of two: of elements or neurons.
    warps : int
        How many run it.

    Raises
    ------
    ValueError
        If the size is no power of two, or there are no warps.
    """
    with _used(Block(size, warps)):
        yield


@contextlib.contextmanager
def preferring(block: Block | None) -> Iterator[None]:
    """Set the block within, unless it is None or `use_block` has set one."""
    if block is None or _used.value is not None:
        yield
        return
    with _used(block):
        yield


def chosen() -> Block | None:
    """Return the block that is set; None leaves it to the kernel."""
    return _used.value
