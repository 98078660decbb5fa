"""A table of tuning as rows of text, for ``spikefuse info`` and ``spikefuse bench --tune``."""

from ..kernels.tuned import Block, BlockChoice, Measured, Order, Table

__all__ = ["HEADINGS", "cells"]

HEADINGS = ("operation", "size", "chosen", "medians (ms)", "measured in")


def cells(table: Table) -> list[list[str]]:
    """Return what a table chooses, and why, in the order of `HEADINGS`."""
    return [*map(_block, table.blocks), *map(_order, table.orders)]


def _order(each: Order) -> list[str]:
    steps = "" if each.length is None else f" x {each.length:,} steps"
    return [
        f"{each.operation}, {each.dtype}",
        f"{each.size:,}{steps}",
        each.names[0],
        _medians(each.measured),
        each.measured.workload,
    ]


def _block(each: BlockChoice) -> list[str]:
    return [
        f"{each.operation}, {each.implementation}",
        f"{each.size:,}",
        _block_text(each.block),
        _medians(each.measured),
        each.measured.workload,
    ]


def _block_text(block: Block) -> str:
    return f"blocks of {block.size}, {block.warps} warps"


def _medians(measured: Measured) -> str:
    """Return the three fastest."""
    fastest = sorted(measured.seconds.items(), key=lambda each: each[1])[:3]
    return ", ".join(f"{name} {seconds * 1e3:,.3f}" for name, seconds in fastest)
