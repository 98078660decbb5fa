"""Our own kernels for GPUs, with blocks of several sizes: what tuning chooses from."""

import itertools
from collections.abc import Sequence

from ...kernels.gpu_blocks import Block, use_block
from ..workloads import Inputs, Workload
from . import spikefuse
from .contestant import Contestant, Prepared

__all__ = ["CONTESTANT", "block_of"]

_IMPLEMENTATIONS = ("pallas", "triton")

_BLOCKS = tuple(itertools.product((128, 256, 512, 1024), (1, 2, 4, 8)))


def block_of(mode: str) -> tuple[str, Block]:
    """Return the implementation and the block that a mode stands for, such as "pallas 512x4"."""
    implementation, block = mode.split(" ")
    size, warps = block.split("x")
    return implementation, Block(int(size), int(warps))


def _modes(workload: Workload) -> Sequence[str]:
    able = [each for each in spikefuse.CONTESTANT.modes(workload) if each in _IMPLEMENTATIONS]
    # A thread that has no element of its own would only wait.
    sensible = [(size, warps) for size, warps in _BLOCKS if size >= 32 * warps]
    return [f"{name} {size}x{warps}" for name in able for size, warps in sensible]


def _prepare(workload: Workload, mode: str, inputs: Sequence[Inputs]) -> Prepared:
    implementation, block = block_of(mode)
    with use_block(block.size, block.warps):
        return spikefuse.prepared(workload, implementation, inputs)


CONTESTANT = Contestant("blocks", (), ("spikefuse",), _modes, _prepare)
