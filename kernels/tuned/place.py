"""Where the table of a device lies, and what the device is called."""

import dataclasses
import functools
import os
import platform
import re
from pathlib import Path

import jax
from jax.sharding import get_abstract_mesh

__all__ = ["ENVIRONMENT_VARIABLE", "NONE", "Device", "device", "path", "processor"]

ENVIRONMENT_VARIABLE = "SPIKEFUSE_TUNING"
"""Holds the folder of the tables, or `NONE`."""

NONE = "none"
"""Stands for no folder, so that no table counts."""


@dataclasses.dataclass(frozen=True)
class Device:
    """What a table is for.

    Attributes
    ----------
    platform : str
        One of `dispatch.PLATFORMS`.
    name : str
        Of a kind of device; of a CPU with the number of cores, since what is fastest depends on it.
    """

    platform: str
    name: str


def device(platform: str) -> Device | None:
    """Return the device of a platform that a program is lowered for; None if there is none here."""
    described = get_abstract_mesh().abstract_device
    if described is not None:
        return Device(platform, described.device_kind)
    if platform == "cpu":
        return Device(platform, f"{processor()}, {os.cpu_count()} cores")
    try:
        return Device(platform, jax.local_devices(backend=platform)[0].device_kind)
    # A plugin that is installed but cannot start makes JAX fail an assertion.
    except (RuntimeError, AssertionError):
        return None


def path(of: Device) -> Path | None:
    """Return where the table of a device lies, if there is one; None if none is to count."""
    folder = os.environ.get(ENVIRONMENT_VARIABLE)
    if folder == NONE:
        return None
    name = re.sub(r"[^a-z0-9]+", "-", f"{of.platform} {of.name}".lower()).strip("-")
    return (Path(folder) if folder else _cache() / "spikefuse") / f"{name}.json"


@functools.cache
def processor() -> str:
    """Return what the CPU is called."""
    try:
        names = re.findall(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def _cache() -> Path:
    given = os.environ.get("XDG_CACHE_HOME")
    return Path(given) if given else Path.home() / ".cache"
