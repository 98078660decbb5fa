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

__all__ = ["MachineCode", "MissingToolError", "Resources", "found", "machine_code"]

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
        Of each thread; of an AMD GPU's, vector registers.
    spilled_bytes : int
        What each thread keeps in memory for want of registers.
    """

    name: str
    registers: int
    spilled_bytes: int


@dataclasses.dataclass(frozen=True)
class MachineCode(Resources):
    """A kernel in machine code.

    Attributes
    ----------
    loads, stores : dict of int to int
        How many instructions go to the device's memory, by the bytes that each moves.
    """

    loads: dict[int, int]
    stores: dict[int, int]


def machine_code(ptx: str) -> list[MachineCode]:
    """Return the kernels of a PTX program, as NVIDIA's assembler translates them.

    Parameters
    ----------
    ptx : str
        The program; it says which architecture it is for.

    Raises
    ------
    MissingToolError
        If NVIDIA's assembler or disassembler is not installed.
    """
    architecture = found(r"^\.target (\w+)", ptx)
    with tempfile.TemporaryDirectory() as folder:
        source, binary = Path(folder) / "kernel.ptx", Path(folder) / "kernel.cubin"
        source.write_text(ptx)
        told = _run("ptxas", "-v", f"-arch={architecture}", str(source), "-o", str(binary))
        listing = _run("nvdisasm", str(binary))
    resources = _parts(r"Compiling entry function '(\w+)'", told)
    return [
        MachineCode(
            name=name,
            registers=int(found(r"Used (\d+) registers", resources[name])),
            spilled_bytes=sum(map(int, re.findall(r"(\d+) bytes spill", resources[name]))),
            loads=_widths("LDG", body),
            stores=_widths("STG", body),
        )
        for name, body in _parts(r"^\.text\.(\w+):$", listing).items()
    ]


def _parts(heading: str, text: str) -> dict[str, str]:
    """Return what follows each heading, by the name in it."""
    parts = re.split(heading, text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _widths(instruction: str, listing: str) -> dict[int, int]:
    found = re.findall(rf"\b{instruction}((?:\.\w+)*) ", listing)
    return dict(sorted(Counter(map(_width, found)).items()))


def _width(modifiers: str) -> int:
    bits = re.search(r"\.[US]?(8|16|64|128)\b", modifiers)
    return 4 if bits is None else int(bits[1]) // 8


def found(pattern: str, text: str) -> str:
    """Return what a group of a pattern matches in what a tool wrote."""
    match = re.search(pattern, text, re.MULTILINE)
    if match is None:
        raise ValueError(f"nothing like {pattern!r} is in what the tools wrote")
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
