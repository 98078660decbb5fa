"""What this machine has: versions, devices, and the platform that JAX picks by itself."""

import importlib.metadata
import os
import platform
from typing import Any

import jax

from ..kernels.dispatch import PLATFORMS

__all__ = ["NoDeviceError", "default_platform", "devices", "require", "versions"]

_ALWAYS = ("spikefuse", "jax", "jaxlib", "numpy")
_IF_INSTALLED = ("libtpu", "jax-triton", "triton", "rich")


def versions() -> dict[str, str]:
    """Return the versions of Python, of what is needed, and of the plugins that are installed."""
    installed = {
        str(each.name).lower(): each.version for each in importlib.metadata.distributions()
    }
    plugins = sorted(name for name in installed if name.startswith("jax-") and _is_plugin(name))
    names = [*_ALWAYS, *plugins, *(name for name in _IF_INSTALLED if name in installed)]
    return {"python": platform.python_version()} | {name: installed[name] for name in names}


class NoDeviceError(Exception):
    """JAX finds no device of a platform; the message says why, in a line."""


def default_platform() -> str:
    """Return the name of the platform that JAX picks by itself: one of `PLATFORMS`.

    Raises
    ------
    NoDeviceError
        If there is none.
    """
    first = require(None)[0]
    if first.platform != "gpu":
        return first.platform
    return "rocm" if "rocm" in first.client.platform_version.lower() else "cuda"


def devices() -> dict[str, dict[str, int]]:
    """Return how many devices of each kind each platform has; platforms without any are left out.

    Raises
    ------
    NoDeviceError
        If there is none at all.
    """
    found = {name: _kinds(name) for name in dict.fromkeys((default_platform(), *PLATFORMS))}
    return {name: kinds for name, kinds in found.items() if kinds}


def require(name: str | None) -> list[Any]:
    """Return the devices of a platform, or for None of the one that JAX picks by itself.

    Raises
    ------
    NoDeviceError
        If there is none.
    """
    try:
        return jax.devices(name)
    # A plugin that is installed but cannot start makes JAX fail an assertion.
    except (RuntimeError, AssertionError) as error:
        reason = str(error).strip() or "JAX could not start the platforms that it was told to use"
        setting = os.environ.get("JAX_PLATFORMS")
        told = "unset" if setting is None else repr(setting)
        raise NoDeviceError(f"{reason.splitlines()[0]} (JAX_PLATFORMS is {told})") from None


def _is_plugin(name: str) -> bool:
    return name.endswith(("-plugin", "-pjrt"))


def _kinds(name: str) -> dict[str, int]:
    try:
        kinds = [device.device_kind for device in require(name)]
    except NoDeviceError:
        return {}
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}
