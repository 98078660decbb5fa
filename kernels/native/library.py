"""The library of compiled loops: where it is, whether it fits, and its registration with XLA."""

import ctypes
import dataclasses
import functools
import importlib
import os
import re
from pathlib import Path

import jax

from .table import FORMULAS

__all__ = ["BACKWARD", "ENVIRONMENT_VARIABLE", "FORWARD", "Library", "library", "why_not"]

ENVIRONMENT_VARIABLE = "SPIKEFUSE_NATIVE"

FORWARD, BACKWARD = "spikefuse_forward", "spikefuse_backward"
"""The names of what XLA calls."""

_FILE = "libspikefuse"


@dataclasses.dataclass(frozen=True)
class Library:
    """What came of loading it.

    Attributes
    ----------
    problem : str or None
        Why it cannot be used, and what to do.
    instructions : str
        The set of instructions that its loops use on this processor.
    path : Path or None
        Where it is.
    """

    problem: str | None = None
    instructions: str = ""
    path: Path | None = None


def why_not() -> str | None:
    """Return why the library cannot be used, if it cannot."""
    if os.environ.get(ENVIRONMENT_VARIABLE, "") == "0":
        return f"is turned off by {ENVIRONMENT_VARIABLE}=0; unset that, or use 'xla'"
    return library().problem


@functools.cache
def library() -> Library:
    """Return the library, loaded and registered, or why it is not."""
    path = next((path for folder in _folders() for path in sorted(folder.glob(f"{_FILE}.*"))), None)
    if path is None:
        return Library(
            "was not built: install the package where there are a C++ compiler and CMake, and see "
            "what pip install --verbose says; or use 'xla'"
        )
    try:
        loaded = ctypes.CDLL(str(path))
        loaded.spikefuse_instructions.restype = ctypes.c_char_p
        loaded.spikefuse_formulas.restype = ctypes.c_char_p
        problem = _misfit(loaded)
        if problem is None:
            for name in (FORWARD, BACKWARD):
                handler = jax.ffi.pycapsule(getattr(loaded, name))
                jax.ffi.register_ffi_target(name, handler, platform="cpu")
        instructions = loaded.spikefuse_instructions().decode()
    # Whatever a library that is not ours, or not for this machine, does: there is still XLA.
    except Exception as error:
        problem = f"cannot be loaded from {path}: {str(error).splitlines()[0]}; or use 'xla'"
        return Library(problem, path=path)
    return Library(problem, instructions, path)


def _folders() -> list[Path]:
    package = importlib.import_module(__name__.partition(".")[0])
    return [Path(folder) for folder in package.__path__]


def _misfit(loaded: ctypes.CDLL) -> str | None:
    """Return why a library is not for this version of the package, or of XLA."""
    if loaded.spikefuse_formulas().decode() != FORMULAS:
        return "was built from other formulas than these; install the package again, or use 'xla'"
    built = (loaded.spikefuse_ffi_major(), loaded.spikefuse_ffi_minor())
    here = _interface()
    # An older minor version works with a newer XLA. A newer one would break all of an older XLA.
    if built[0] == here[0] and built[1] <= here[1]:
        return None
    return (
        f"was built for version {built[0]}.{built[1]} of XLA's foreign functions, and this jaxlib "
        f"has {here[0]}.{here[1]}; install the package again, or use 'xla'"
    )


def _interface() -> tuple[int, int]:
    """Return the version of XLA's foreign function interface that this jaxlib has."""
    header = Path(jax.ffi.include_dir(), "xla", "ffi", "api", "c_api.h").read_text()
    found = dict(re.findall(r"#define XLA_FFI_API_(MAJOR|MINOR) (\d+)", header))
    return int(found["MAJOR"]), int(found["MINOR"])
