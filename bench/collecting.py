"""A record made of what the measuring process finds, with a progress bar."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.console import Console

from .record import begun
from .terminal import progress
from .turns import Budget
from .worker import measured

__all__ = ["collected"]


def collected(
    where: Console,
    names: Sequence[str],
    budget: Budget,
    command: str,
    each: Callable[[Mapping[str, Any], Mapping[str, Any]], None],
    contestants: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Measure workloads, and return the record.

    Parameters
    ----------
    where : Console
        Where the bar is shown, and which contestants are missing.
    names : sequence of str
        Of workloads.
    budget : Budget
        For each.
    command : str
        What was typed, for the record.
    each : callable
        Called with the record so far and its newest workload.
    contestants : sequence of str, optional
        Names; all that there are if left out.

    Raises
    ------
    MeasuringError
        If the process that measures breaks down.
    """
    found = measured(names, budget, contestants)
    with progress(where, len(names)) as advance:
        try:
            record = begun(command, dataclasses.asdict(budget), next(found))
            for name, why in record["contestants"].items():
                if why is not None:
                    where.print(f"{name} {why}", markup=False, soft_wrap=True)
            for done, name in enumerate(names):
                advance(name, done)
                workload = next(found)
                record["workloads"].append(workload)
                each(record, workload)
            # Whether the process ended well, too.
            next(found, None)
        finally:
            found.close()
    return record
