"""What a measurement was made on, and in what surroundings."""

import importlib.metadata
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp

from ..checking.machine import default_platform
from ..kernels import dispatch
from ..kernels.tuned.place import processor

__all__ = ["ALLOCATOR", "able", "description"]

ALLOCATOR = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "17179869184",
    "MALLOC_TOP_PAD_": "268435456",
    # Each thread's own arena ends at 64 MiB, beyond which every buffer would be mapped anew.
    "MALLOC_ARENA_MAX": "1",
}
"""Environment of a process whose allocator keeps the memory that it once had."""


def able(kernels: Mapping[str, dispatch.Kernel]) -> list[str]:
    """Return the implementations of an operation that can run on JAX's default device."""
    array = (jax.ShapeDtypeStruct((1, 1), jnp.float32),)
    task = dispatch.Task(default_platform(), array, array)
    return [name for name, kernel in kernels.items() if kernel.why_not(task) is None]


def description(packages: Sequence[str]) -> dict[str, Any]:
    """Return the machine, the device, the versions and the commit.

    Parameters
    ----------
    packages : sequence of str
        Names of distributions whose versions are told, where they are installed.
    """
    device = jax.devices()[0]
    return {
        "device": {"platform": device.platform, "kind": device.device_kind},
        "processor": processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: found for name in packages if (found := _version(name))},
        "commit": _commit(),
    }


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _commit() -> str | None:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        found = subprocess.run(
            command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.strip()
