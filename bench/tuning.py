"""What measurements say of blocks and of implementations, as a table for dispatch to follow."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..kernels import elementwise, recurrence
from ..kernels.tuned import BlockChoice, Measured, Order
from .contestants.blocks import block_of
from .workloads.neurons import NEURONS

__all__ = ["ORDERED", "block_choices", "fastest_first", "orders"]

ORDERED = "spikefuse"
"""The contestant whose modes are our implementations."""

_ORDERS = {"elementwise": elementwise.ORDERS, "recurrence": recurrence.ORDERS}

Workload = Mapping[str, Any]
"""An entry of a record's ``workloads``."""


def orders(workloads: Sequence[Workload], platform: str) -> tuple[Order, ...]:
    """Return the order of implementations for each layer of a record.

    Parameters
    ----------
    workloads : sequence of mappings
        As `record` describes them.
    platform : str
        One of `dispatch.PLATFORMS`.
    """
    found = []
    for workload in workloads:
        fields = workload["fields"]
        results = _results(workload, f"{ORDERED} ")
        if workload["kind"] != "Layer" or not results:
            continue
        operation = "elementwise" if fields["neuron"] is None else "recurrence"
        steps = fields["length"] if operation == "elementwise" else 1
        in_parallel = operation == "recurrence" and not NEURONS[fields["neuron"]].resets
        found.append(
            Order(
                operation,
                fields["dtype"],
                steps * workload["size"],
                fastest_first(_ORDERS[operation][platform], results),
                _measured(workload, results),
                fields["length"] if in_parallel else None,
            )
        )
    return tuple(found)


def block_choices(workloads: Sequence[Workload]) -> tuple[BlockChoice, ...]:
    """Return the fastest block of each implementation for each kernel of a record."""
    found = []
    for workload in workloads:
        results = _results(workload, "blocks ")
        for implementation in dict.fromkeys(block_of(mode)[0] for mode in results):
            own = {
                mode: each for mode, each in results.items() if block_of(mode)[0] == implementation
            }
            fastest = min(own, key=lambda mode: own[mode]["p50"])
            found.append(
                BlockChoice(
                    implementation,
                    workload["kind"].lower(),
                    workload["size"],
                    block_of(fastest)[1],
                    _measured(workload, own),
                )
            )
    return tuple(found)


def fastest_first(
    usual: Sequence[str], seconds: Mapping[str, Mapping[str, float]]
) -> tuple[str, ...]:
    """Return names by their median time; the usual first one stays so unless it clearly loses.

    It does where even its 20th percentile is above the fastest's median: what is measured anew a
    minute later would else change the choice.

    Parameters
    ----------
    usual : sequence of str
        The order where nothing is measured.
    seconds : mapping of str to mapping
        The percentiles of each that was measured.
    """
    names = sorted(seconds, key=lambda name: seconds[name]["p50"])
    first = next((name for name in usual if name in seconds), names[0])
    if seconds[first]["p20"] <= seconds[names[0]]["p50"]:
        names.remove(first)
        names.insert(0, first)
    return tuple(names)


def _results(workload: Workload, prefix: str) -> dict[str, Mapping[str, float]]:
    return {
        each["contestant"].removeprefix(prefix): each["seconds"]
        for each in workload["results"]
        if each["contestant"].startswith(prefix)
    }


def _measured(workload: Workload, results: Mapping[str, Mapping[str, float]]) -> Measured:
    return Measured(workload["name"], {name: each["p50"] for name, each in results.items()})
