"""A Triton kernel as text, and how it is started."""

import dataclasses
import functools
import hashlib
import linecache
import types
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["Kernel", "Scalar", "compiled_functions", "functions"]

Scalar = tuple[str, int]
"""A number that a kernel is given when it is started, by name."""


@dataclasses.dataclass(frozen=True)
class Kernel:
    """A kernel, and how many programs of it run.

    Attributes
    ----------
    name : str
        The last of the functions in the text.
    text : str
        Their source. The arguments of the last are the operands, the scalars, the results, and
        the constants.
    scalars : tuple of pairs
        Numbers that the compiled kernel is the same for, by name.
    constants : tuple of pairs
        Numbers that are part of it, by name.
    programs : int
        How many there are.
    warps : int
        Of each.
    """

    name: str
    text: str
    scalars: tuple[Scalar, ...]
    constants: tuple[Scalar, ...]
    programs: int
    warps: int


@functools.lru_cache(maxsize=1024)
def functions(text: str, make: Callable[[Any], Any], library: Any) -> Mapping[str, Any]:
    """Return the functions that a text defines, each as `make` makes it of the plain one.

    Triton reads the source of a function: it is where Python looks for that of a file, under a
    name that says what is in it, and so the same in each process.
    """
    import triton.language as tl

    place = f"<spikefuse {hashlib.sha256(text.encode()).hexdigest()[:16]}>"
    linecache.cache[place] = (len(text), None, text.splitlines(keepends=True), place)
    made: dict[str, Any] = {"__name__": "spikefuse_kernel", "tl": tl, "libdevice": library}
    exec(compile(text, place, "exec"), made)
    for name, value in list(made.items()):
        if isinstance(value, types.FunctionType):
            made[name] = make(value)
    return made


def compiled_functions(text: str) -> Mapping[str, Any]:
    """Return the functions that a text defines, for Triton to compile."""
    import triton
    from triton.language.extra import libdevice

    library: Any = libdevice
    return functions(text, triton.jit, library)
