"""What ``spikefuse info --compile`` prints."""

import itertools
import os
from collections.abc import Sequence
from typing import Any

import jax

from ..commands import UsageError
from . import programs, report, source
from .devices import DEVICES, Device, missing_compiler
from .machine_code import MissingToolError

__all__ = ["Table", "rows", "sources", "tables", "title"]

PROGRAM_HEADINGS = (
    "program",
    "Pallas kernels",
    "launched in a run",
    "bytes moved",
    "of the fewest",
    "temporary",
)

KERNEL_HEADINGS = ("program", "kernel", "registers", "spilled bytes", "loads", "stores")

Table = tuple[list[str], list[list[str]]]
"""Headings, and rows of cells."""


def rows(name: str, device: str | None) -> list[dict[str, Any]]:
    """Compile a surrogate's or a neuron's programs, and return what came of them.

    Parameters
    ----------
    name : str
        Of a surrogate, for which there is a program for each dtype; or of a neuron, with its
        default reset, for which there is one for each choice of residuals.
    device : str or None
        A key of `DEVICES`; None for the device that JAX has.

    Raises
    ------
    UsageError
        If a name is none, or a compiler or tool is not installed.
    """
    found = _named(name, "--compile")
    chosen = [each for each in found if each.options == found[0].options]
    target = None if device is None else _device(device)
    try:
        return [report.row(program, target) for program in chosen]
    except MissingToolError as error:
        raise UsageError(str(error)) from None


def sources(name: str) -> list[str]:
    """Return the Triton source of a surrogate's or a neuron's kernels in float32, with a heading.

    A neuron's parameters are arrays there, so that the source has their names.

    Parameters
    ----------
    name : str
        As `rows` takes it.

    Raises
    ------
    UsageError
        If a name is none.
    """
    chosen = next(
        each
        for each in _named(name, "--source")
        if each.dtype == "float32" and (each.operation == "elementwise" or _is_learnable(each))
    )
    return [
        f"# {chosen}: {found.kernel.programs} programs of {found.kernel.warps} warps, "
        f"{', '.join(f'{key}={value}' for key, value in found.kernel.constants)}\n"
        f"{found.kernel.text}"
        for found in source.kernels(chosen.function, chosen.operands)
    ]


def _is_learnable(program: programs.Program) -> bool:
    return "learnable" in program.options and program.residuals == programs.RESIDUALS[0]


def title(device: str | None) -> str:
    """Return what the programs were compiled for."""
    return (
        f"compiled for {jax.devices()[0].device_kind if device is None else DEVICES[device].kind}"
    )


def tables(found: Sequence[dict[str, Any]]) -> list[Table]:
    """Return what came of the programs, and on a GPU of each kernel, without empty columns."""
    programs = [
        [
            _title(row),
            str(row["kernels"]),
            str(row.get("launches", "")),
            _mebibytes(row.get("bytes_moved")),
            _ratio(row.get("bytes_moved"), row["fewest_bytes"]),
            _mebibytes(row["temporary_bytes"]),
        ]
        for row in found
    ]
    kernels = [
        [
            _title(row),
            kernel["name"],
            str(kernel["registers"]),
            str(kernel["spilled_bytes"]),
            _widths(kernel["loads"]),
            _widths(kernel["stores"]),
        ]
        for row in found
        for kernel in row.get("machine_code", ())
    ]
    listed = ((PROGRAM_HEADINGS, programs), (KERNEL_HEADINGS, kernels))
    return [_filled(headings, cells) for headings, cells in listed if cells]


def _filled(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    filled = [any(column) for column in zip(*cells, strict=True)]
    chosen, *kept = (list(itertools.compress(row, filled)) for row in (headings, *cells))
    return chosen, kept


def _named(name: str, option: str) -> list[programs.Program]:
    every = programs.every()
    plain = name.lower().replace("_", "")
    named = [each for each in every if each.formula.lower().replace("_", "") == plain]
    if not named:
        names = dict.fromkeys(each.formula for each in every)
        raise UsageError(
            f"{option} is {name!r}, which is no surrogate or neuron; those are {', '.join(names)}"
        )
    return named


def _device(name: str) -> Device:
    if name not in DEVICES:
        raise UsageError(
            f"--device is {name!r}; it must be one of {', '.join(DEVICES)}, or be left out for the "
            "device that is here"
        )
    device = DEVICES[name]
    if (module := missing_compiler(device)) is not None:
        raise UsageError(
            f"--device is {name!r}, whose compiler, {module}, is not installed: "
            "python -m pip install 'spikefuse[aot]'"
        )
    # A plugin that is told to look for a device of its own, and finds none, does not compile.
    if "JAX_PLATFORMS" not in os.environ:
        jax.config.update("jax_platforms", "cpu")
    return device


def _title(row: dict[str, Any]) -> str:
    kept = row["residuals"] and f"keeps {row['residuals']}"
    return ", ".join(filter(None, (row["formula"], row["options"], row["dtype"], kept)))


def _mebibytes(count: int | None) -> str:
    return "" if count is None else f"{count / 2**20:,.1f} MiB"


def _ratio(moved: int | None, fewest: int | None) -> str:
    return "" if moved is None or fewest is None else f"{moved / fewest:.2f} x"


def _widths(instructions: dict[int, int]) -> str:
    return ", ".join(f"{count} of {width} bytes" for width, count in instructions.items())
