"""What compilers make of every kernel, for devices that need not be there.

``python -m spikefuse.bench.compiled --output FOLDER`` compiles for each device of
`spikefuse.compiling.devices`, and writes a JSON file for each: of every surrogate and neuron, how
many kernels there are, what they read and write, their registers and instructions. It needs the
compilers of the extra ``aot``.
"""

import argparse
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from ..checking.neurons import cases as neurons
from ..compiling import programs, report
from ..compiling.devices import DEVICES
from .machine import description
from .writing import with_lines

__all__ = ["main"]

_PACKAGES = ("spikefuse", "jax", "jaxlib", "jax-cuda13-plugin", "libtpu", "nvidia-cuda-nvcc")


def main() -> int:
    """Compile everything for each device, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--device", nargs="+", choices=DEVICES, default=list(DEVICES))
    parsed = parser.parse_args()
    parsed.output.mkdir(parents=True, exist_ok=True)
    # A plugin that finds no device of its own serves to compile only if it is not started.
    os.environ["JAX_PLATFORMS"] = "cpu"
    # A process that has started JAX must not be forked.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        for device in parsed.device:
            count = len(programs.every())
            rows = list(pool.map(_row, [device] * count, range(count)))
            found = {
                "command": " ".join(["python -m spikefuse.bench.compiled", *sys.argv[1:]]),
                "device": DEVICES[device].kind,
                "machine": description(_PACKAGES),
                "shapes": {"elementwise": programs.SHAPE, "recurrence": programs.SEQUENCE},
                "plain_scans": list(pool.map(_scan, [device] * len(_NEURONS), _NEURONS)),
                "programs": rows,
            }
            (parsed.output / f"{device}.json").write_text(with_lines(found))
            print(f"{device}: {count} programs", flush=True)
    return 0


_NEURONS = list(neurons.cases())


def _row(device: str, index: int) -> dict[str, Any]:
    return report.row(programs.every()[index], DEVICES[device])


def _scan(device: str, neuron: str) -> dict[str, Any]:
    return report.plain_scan_row(neurons.cases()[neuron][0], DEVICES[device])


if __name__ == "__main__":
    sys.exit(main())
