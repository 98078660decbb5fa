"""What ``spikefuse bench --tune`` found to be fastest on this device, for dispatch to follow.

A table is a file of its own for each device, with the measurement behind each of its choices. It
counts for the versions it was measured with, and where nothing was asked for by name.
"""

from .lookup import Case, Status, block, order, status, versions
from .place import ENVIRONMENT_VARIABLE, NONE, Device, device, path
from .table import Block, BlockChoice, Measured, Order, Table, TableError, read, written

__all__ = [
    "ENVIRONMENT_VARIABLE",
    "NONE",
    "Block",
    "BlockChoice",
    "Case",
    "Device",
    "Measured",
    "Order",
    "Status",
    "Table",
    "TableError",
    "block",
    "device",
    "order",
    "path",
    "read",
    "status",
    "versions",
    "written",
]
