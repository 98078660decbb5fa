"""The process that measures for ``spikefuse bench``: ``python -m spikefuse.bench.worker``.

It reads what to measure as JSON from standard input, and writes a line of JSON for the machine and
one for each workload to standard output. Whatever else is printed goes to standard error.
"""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from typing import Any

from ..checking.machine import default_platform
from ..kernels.tuned import device
from .machine import ALLOCATOR, description
from .turns import Budget

__all__ = ["MeasuringError", "main", "measured"]

_ENVIRONMENT = {
    **ALLOCATOR,
    # PyTorch's threads would spin between its operations, on the cores that others are timed on.
    "OMP_WAIT_POLICY": "passive",
    # Its profiler, which tells what memory is taken up, tells other things as well.
    "KINETO_LOG_LEVEL": "99",
    # JAX would take most of a GPU's memory at once, and leave PyTorch what remains.
    "XLA_PYTHON_CLIENT_PREALLOCATE": "false",
    "XLA_PYTHON_CLIENT_MEM_FRACTION": "0.5",
}

_PACKAGES = ("spikefuse", "jax", "jaxlib", "numpy", "optax")


class MeasuringError(Exception):
    """The process that measures has ended before it was done; the message says how."""


def measured(
    workloads: Sequence[str], budget: Budget, contestants: Sequence[str] | None = None
) -> Generator[dict[str, Any]]:
    """Measure workloads in a process of its own, and yield what it finds.

    Its allocator keeps the memory that it once had: on a CPU every buffer would otherwise come as
    fresh pages, and the time to fault them in is most of what would be measured.

    Parameters
    ----------
    workloads : sequence of str
        Names.
    budget : Budget
        For each.
    contestants : sequence of str, optional
        Names; all that there are if left out.

    Yields
    ------
    dict
        First ``machine``, ``environment``, ``contestants`` and ``device``, then what
        `measuring.measure` returns of each.

    Raises
    ------
    MeasuringError
        If the process ends with an error.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | _ENVIRONMENT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with process.stdin as pipe:
            json.dump(
                {
                    "workloads": list(workloads),
                    "budget": dataclasses.asdict(budget),
                    "contestants": None if contestants is None else list(contestants),
                },
                pipe,
            )
        yield from map(json.loads, process.stdout)
        if process.wait():
            raise MeasuringError(f"the process that measures ended with {process.returncode}")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def main() -> int:
    """Measure what standard input asks for."""
    # What is printed by anyone else must not come between the lines.
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    request = json.load(sys.stdin)
    from .contestants import CONTESTANTS, TUNED
    from .measuring import measure
    from .workloads import every, quick, tuning
    from .workloads.on_device import grouped

    chosen = request["contestants"] or CONTESTANTS
    contestants = {name: each for name, each in {**CONTESTANTS, **TUNED}.items() if name in chosen}
    packages = [name for each in contestants.values() for name in each.packages]
    # JAX starts its device before other packages load libraries of their own for it.
    machine = description((*_PACKAGES, *packages))
    heading = {
        "machine": machine,
        "environment": _ENVIRONMENT,
        "contestants": {name: each.why_not() for name, each in contestants.items()},
        "device": _device(),
    }
    _put(lines, heading)
    known = {**every(), **quick(), **tuning(), **grouped()}
    for name in request["workloads"]:
        _put(lines, measure(known[name], Budget(**request["budget"]), contestants))
    return 0


def _device() -> dict[str, str]:
    """Return what a table of the kernels' tuning is for."""
    found = device(default_platform())
    assert found is not None, "JAX has a default device"
    return dataclasses.asdict(found)


def _put(lines: Any, found: dict[str, Any]) -> None:
    print(json.dumps(found), file=lines, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
