"""Programs compiled, and what the compiler says of them."""

import dataclasses
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jax

from .devices import Device, lowered_for
from .launches import launches

__all__ = ["KERNELS", "TRITON_KERNELS", "Compiled", "compiled", "kernels_in"]

KERNELS = {"cuda": "__gpu$xla.gpu.triton", "tpu": "tpu_custom_call"}
"""What XLA calls a Pallas kernel, by platform."""

TRITON_KERNELS = ("triton_kernel_call", "triton_kernel_call_ffi")
"""What releases of jax-triton call a kernel, which XLA is given compiled."""

_PREFIX = "spikefuse_"
"""How the names of this package's kernels begin."""


@dataclasses.dataclass(frozen=True)
class Compiled:
    """A compiled program.

    Attributes
    ----------
    platform : str
        That it is for.
    program : jax.stages.Compiled
        As JAX returns it.
    ptx : tuple of str
        What XLA made of each of this package's kernels for an NVIDIA GPU; else empty.
    """

    platform: str
    program: Any
    ptx: tuple[str, ...]

    @property
    def text(self) -> str:
        """XLA's text of the program."""
        return self.program.as_text() or ""

    @property
    def kernels(self) -> int:
        """How many kernels it has that are Pallas's or Triton's."""
        return kernels_in(self.text, self.platform)

    @property
    def launches(self) -> int:
        """How many kernels, of all sorts, it starts each time it is run."""
        return launches(self.text)

    @property
    def bytes_moved(self) -> int:
        """What its operations read and write, in the estimate of a TPU's compiler.

        Others do not know what a kernel reads, or how often a loop runs.
        """
        counts = (self.program.cost_analysis() or {}).items()
        return round(sum(count for name, count in counts if re.match(r"bytes accessed\w", name)))

    @property
    def temporary_bytes(self) -> int:
        """What it needs beside operands and results."""
        return self.program.memory_analysis().temp_size_in_bytes


def compiled(
    function: Callable[..., Any],
    operands: Sequence[Any],
    device: Device | None = None,
    *,
    allow_spills: bool = True,
) -> Compiled:
    """Compile a function.

    Parameters
    ----------
    function : callable
        Of the operands.
    operands : sequence of arrays, or of shapes and dtypes
        What it is called with.
    device : Device, optional
        What for; the device that JAX has if left out.
    allow_spills : bool
        If not, XLA fails for a kernel that has to keep registers in a GPU's memory, and what it
        made of the kernels is not kept.

    Raises
    ------
    jax.errors.JaxRuntimeError
        If a kernel spills that must not.
    """
    if device is None:
        platform, lowered = jax.default_backend(), jax.jit(function).lower(*operands)
        platform = "cuda" if platform == "gpu" else platform
    else:
        platform, lowered = device.platform, lowered_for(device, function, *operands)
    if platform != "cuda":
        return Compiled(platform, lowered.compile(), ())
    if not allow_spills:
        option = "xla_gpu_fail_ptx_compilation_on_register_spilling"
        return Compiled(platform, lowered.compile(compiler_options={option: True}), ())
    with tempfile.TemporaryDirectory() as folder:
        options: dict[str, str | bool] = {"xla_dump_to": folder, "xla_dump_emitter_re": "ptx"}
        program = lowered.compile(compiler_options=options)
        return Compiled(platform, program, _ptx(Path(folder)))


def kernels_in(text: str, platform: str) -> int:
    """Return how many of Pallas's and Triton's kernels XLA's text of a compiled program has."""
    names = [name for name in (KERNELS.get(platform), *TRITON_KERNELS) if name is not None]
    return sum(text.count(f'custom_call_target="{name}"') for name in names)


def _ptx(folder: Path) -> tuple[str, ...]:
    def number(path: Path) -> int:
        return int(path.name.split(".")[-2])

    texts = (path.read_text() for path in sorted(folder.glob("*.ptx"), key=number))
    return tuple(text for text in texts if f".entry {_PREFIX}" in text)
