"""Accelerators that are not there: what kernels are lowered and compiled for in tests."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import jax
import numpy as np
import pytest
from jax.sharding import AbstractMesh, AxisType, Mesh, NamedSharding, PartitionSpec

from spikefuse.compiling.devices import DEVICES, Device, lowered_for, missing_compiler, topology
from spikefuse.kernels.triton import trial

__all__ = [
    "TARGETS",
    "compiled_for",
    "compiled_for_mesh",
    "other_operations",
    "require_compiler",
    "require_jax_triton",
]

_DEVICES = {"cuda": DEVICES["h200"], "tpu": DEVICES["v6e"]}

TARGETS = tuple(_DEVICES)


def compiled_for(target: str, function: Callable[..., Any], *operands: Any) -> Any:
    """Compile a function of operands of given shapes and dtypes for a target."""
    require_compiler(_DEVICES[target])
    return lowered_for(_DEVICES[target], function, *operands).compile()


def compiled_for_mesh(
    function: Callable[..., Any], operands: Sequence[tuple[jax.ShapeDtypeStruct, PartitionSpec]]
) -> Any:
    """Compile a function for four GPUs, a mesh of data and model, with operands that are cut."""
    device = _DEVICES["cuda"]
    require_compiler(device)
    devices = np.array(topology(device, gpus=4).devices).reshape(2, 2)
    axes = {"axis_names": ("data", "model"), "axis_types": (AxisType.Auto, AxisType.Auto)}
    mesh = Mesh(devices, **axes)
    placed = [
        jax.ShapeDtypeStruct(x.shape, x.dtype, sharding=NamedSharding(mesh, spec))
        for x, spec in operands
    ]
    abstract = AbstractMesh(devices.shape, **axes, abstract_device=device.abstract)
    with jax.sharding.use_abstract_mesh(abstract):
        return jax.jit(function).lower(*placed).compile()


def other_operations(text: str) -> set[str]:
    """Return the operations beside kernels, but for XLA's prefetching into a TPU's memory."""
    free = {"parameter", "bitcast", "tuple", "custom-call", "get-tuple-element"}
    prefetching = {"copy-start", "copy-done"}
    return {*re.findall(r"= \S+ ([a-z\-]+)\(", text)} - free - prefetching


def require_compiler(device: Device) -> None:
    """Skip a test for whose device no compiler is installed."""
    if (module := missing_compiler(device)) is not None:
        pytest.skip(f"{module} is not installed: it has no wheel for this machine")


def require_jax_triton() -> None:
    """Skip a test where no jax-triton goes with JAX, or none is installed."""
    if (reason := trial.why_not("cuda")) is not None:
        pytest.skip(reason)
