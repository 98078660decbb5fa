"""What a compiler made of a program, as numbers for JSON."""

import dataclasses
from typing import Any

from ..checking.neurons.cases import Case
from ..kernels.dispatch import use_implementation
from .compiled import Compiled, compiled
from .devices import Device
from .machine_code import machine_code
from .programs import Program, plain_scan, recurrence

__all__ = ["KEY", "described", "key", "plain_scan_row", "row"]

KEY = ("operation", "formula", "options", "dtype", "residuals")
"""What tells programs apart."""


def row(program: Program, device: Device | None = None) -> dict[str, Any]:
    """Compile a program and return what came of it, under what it is.

    Parameters
    ----------
    program : Program
        What is compiled.
    device : Device, optional
        What for; the device that JAX has if left out.

    Raises
    ------
    MissingToolError
        If NVIDIA's tools are needed and not installed.
    """
    made = compiled(program.function, program.operands, device)
    return key(program) | described(made) | {"fewest_bytes": program.fewest_bytes}


def plain_scan_row(case: Case, device: Device | None = None) -> dict[str, Any]:
    """Return the same of a neuron's plain loop, with which its program is to be compared."""
    program = recurrence(case)
    with use_implementation("xla"):
        made = compiled(plain_scan(case), program.operands, device)
    return key(program) | described(made)


def key(program: Program) -> dict[str, str]:
    """Return what a program is, in words."""
    return {name: getattr(program, name) for name in KEY}


def described(made: Compiled) -> dict[str, Any]:
    """Return what a compiled program takes.

    Its keys: ``kernels``, those of Pallas; ``temporary_bytes``, memory beside operands and
    results; for a GPU, ``launches``, kernels started in a run, and ``machine_code`` of each kernel;
    for a TPU, ``bytes_moved``, in the compiler's estimate.
    """
    found: dict[str, Any] = {"kernels": made.kernels, "temporary_bytes": made.temporary_bytes}
    if made.platform == "cuda":
        return found | {"launches": made.launches, "machine_code": _machine_code(made)}
    if made.platform == "tpu":
        return found | {"bytes_moved": made.bytes_moved}
    return found


def _machine_code(made: Compiled) -> list[dict[str, Any]]:
    if made.kernels and not made.ptx:
        raise ValueError("XLA wrote no PTX of the kernels that it compiled")
    kernels = [dataclasses.asdict(kernel) for ptx in made.ptx for kernel in machine_code(ptx)]
    # The compiler emits them in any order. Of an elementwise operation, the spikes load least.
    return sorted(kernels, key=lambda kernel: (kernel["name"].split("__")[0], _loaded(kernel)))


def _loaded(kernel: dict[str, Any]) -> int:
    return sum(width * count for width, count in kernel["loads"].items())
