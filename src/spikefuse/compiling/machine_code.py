"""What a GPU's kernels came to: registers, spills, and the width of loads and stores."""

import dataclasses
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

__all__ = ["MissingToolError", "Resources", "Widths", "resources", "widths"]

_PACKAGES = {"ptxas": "nvidia-cuda-nvcc", "nvdisasm": "nvidia-cuda-nvdisasm"}
"""Where NVIDIA's assembler and disassembler come from, if the CUDA toolkit is not installed."""


class MissingToolError(Exception):
    """A tool of NVIDIA's is not installed; the message says which, and how to get it."""


@dataclasses.dataclass(frozen=True)
class Resources:
    """What a kernel takes.

    Attributes
    ----------
    name : str
        Of the kernel.
    registers : int
        Of each thread.
    spilled_bytes : int
        What each thread stores to and loads from memory for want of registers.
    """

    name: str
    registers: int
    spilled_bytes: int


@dataclasses.dataclass(frozen=True)
class Widths:
    """How a kernel goes to the device's memory.

    Attributes
    ----------
    name : str
        Of the kernel.
    loads, stores : dict of int to int
        How many instructions there are, by the bytes that each moves.
    """

    name: str
    loads: dict[int, int]
    stores: dict[int, int]


def resources(ptx: str) -> list[Resources]:
    """Return what the kernels of a PTX program take, as NVIDIA's assembler translates them.

    Parameters
    ----------
    ptx : str
        The program; it says which architecture it is for.

    Raises
    ------
    MissingToolError
        If NVIDIA's assembler is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        told, _ = _assembled(ptx, Path(folder))
    parts = re.split(r"Compiling entry function '(\w+)'", told)
    return [
        Resources(
            name=name,
            registers=int(_found(r"Used (\d+) registers", told_of_it)),
            spilled_bytes=sum(map(int, re.findall(r"(\d+) bytes spill", told_of_it))),
        )
        for name, told_of_it in zip(parts[1::2], parts[2::2], strict=True)
    ]


def widths(ptx: str) -> list[Widths]:
    """Return the widths of the loads and stores of the same kernels.

    Parameters
    ----------
    ptx : str
        The program.

    Raises
    ------
    MissingToolError
        If NVIDIA's assembler or disassembler is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        _, binary = _assembled(ptx, Path(folder))
        listing = _run("nvdisasm", str(binary))
    parts = re.split(r"^\.text\.(\w+):$", listing, flags=re.MULTILINE)
    return [
        Widths(name, _widths("LDG", body), _widths("STG", body))
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    ]


def _assembled(ptx: str, folder: Path) -> tuple[str, Path]:
    source, binary = folder / "kernel.ptx", folder / "kernel.cubin"
    source.write_text(ptx)
    architecture = _found(r"^\.target (\w+)", ptx)
    told = _run("ptxas", "-v", f"-arch={architecture}", str(source), "-o", str(binary))
    return told, binary


def _widths(instruction: str, listing: str) -> dict[int, int]:
    found = re.findall(rf"\b{instruction}((?:\.\w+)*) ", listing)
    return dict(sorted(Counter(map(_width, found)).items()))


def _width(modifiers: str) -> int:
    bits = re.search(r"\.[US]?(8|16|64|128)\b", modifiers)
    return 4 if bits is None else int(bits[1]) // 8


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    if match is None:
        raise ValueError(f"nothing like {pattern!r} is in what NVIDIA's tools wrote")
    return match[1]


def _run(tool: str, *arguments: str) -> str:
    command = [_path(tool), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise ValueError(f"{tool} failed: {done.stdout.strip()}")
    return done.stdout


def _path(tool: str) -> str:
    spec = importlib.util.find_spec("nvidia")
    packages = [] if spec is None else list(spec.submodule_search_locations or ())
    folders = [str(path) for package in packages for path in Path(package).glob("*/bin")]
    found = shutil.which(tool, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))
    if found is None:
        raise MissingToolError(
            f"{tool} is not there, which tells registers and instructions of a kernel: "
            f"python -m pip install {_PACKAGES[tool]}"
        )
    return found
