"""What Triton makes of every kernel, for GPUs that need not be there.

``python -m spikefuse.bench.triton_compiled --output FILE`` compiles each kernel of every surrogate
and neuron for NVIDIA's sm_80 and sm_90 and AMD's gfx942, and writes its registers, what it spills,
and, for NVIDIA's, how wide its loads and stores are. It needs Triton, and NVIDIA's assembler and
disassembler, of the extras ``triton`` and ``aot``.
"""

import argparse
import dataclasses
import functools
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from ..compiling import amd_code, programs, report, source
from ..compiling.machine_code import machine_code
from ..compiling.triton import assembly
from .machine import description
from .writing import with_lines

__all__ = ["TARGETS", "main"]

TARGETS = (80, 90, "gfx942")
"""NVIDIA's compute capabilities, and AMD's architectures."""

_PACKAGES = ("spikefuse", "jax", "jaxlib", "triton", "nvidia-cuda-nvcc")


def main() -> int:
    """Compile everything for each target, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parsed = parser.parse_args()
    os.environ["JAX_PLATFORMS"] = "cpu"
    # A process that has started JAX must not be forked.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        rows = list(pool.map(_row, range(len(programs.every()))))
    found = {
        "command": " ".join(["python -m spikefuse.bench.triton_compiled", *sys.argv[1:]]),
        "machine": description(_PACKAGES),
        "shapes": {"elementwise": programs.SHAPE, "recurrence": programs.SEQUENCE},
        "programs": rows,
    }
    parsed.output.write_text(with_lines(found))
    return 0


def _row(index: int) -> dict[str, Any]:
    program = programs.every()[index]
    kernels = source.kernels(program.function, program.operands)
    compiled = {str(target): [_code(found, target) for found in kernels] for target in TARGETS}
    return report.key(program) | compiled


# Programs have kernels in common.
@functools.cache
def _code(found: source.Found, target: int | str) -> dict[str, Any]:
    text = assembly(found.kernel, found.arrays, target)
    if isinstance(target, str):
        return dataclasses.asdict(amd_code.resources(text))
    (code,) = machine_code(text)
    return dataclasses.asdict(code)


if __name__ == "__main__":
    sys.exit(main())
