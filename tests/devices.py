"""Accelerators that are not there: targets that kernels are lowered and compiled for."""

import contextlib
import importlib.util
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest
from jax.experimental import topologies
from jax.sharding import (
    AbstractDevice,
    AbstractMesh,
    AxisType,
    Mesh,
    NamedSharding,
    PartitionSpec,
    SingleDeviceSharding,
)

__all__ = ["TARGETS", "compiled_for", "compiled_for_mesh"]

H200 = Path(__file__).parent / "targets" / "h200.txtpb"
"""What XLA is to know of the GPU, in its own format."""

TARGETS = ("cuda", "tpu")

_DEVICES = {
    "cuda": AbstractDevice(device_kind="NVIDIA H200", num_cores=132, platform="gpu"),
    "tpu": AbstractDevice(device_kind="TPU v6 lite", num_cores=1, platform="tpu"),
}

_COMPILERS = {"cuda": "jax_cuda13_plugin", "tpu": "libtpu"}


def compiled_for(target: str, function: Callable[..., Any], *operands: Any) -> Any:
    """Compile a function of operands of given shapes and dtypes for a target."""
    _require_compiler(target)
    sharding = SingleDeviceSharding(_topology(target).devices[0])
    placed = [jax.ShapeDtypeStruct(x.shape, x.dtype, sharding=sharding) for x in operands]
    mesh = AbstractMesh((), (), abstract_device=_DEVICES[target])
    with jax.sharding.use_abstract_mesh(mesh):
        return jax.jit(function).lower(*placed).compile()


def compiled_for_mesh(
    function: Callable[..., Any], operands: Sequence[tuple[jax.ShapeDtypeStruct, PartitionSpec]]
) -> Any:
    """Compile a function for four GPUs, a mesh of data and model, with operands that are cut."""
    _require_compiler("cuda")
    devices = np.array(_topology("cuda", "1x1x4").devices).reshape(2, 2)
    axes = {"axis_names": ("data", "model"), "axis_types": (AxisType.Auto, AxisType.Auto)}
    mesh = Mesh(devices, **axes)
    placed = [
        jax.ShapeDtypeStruct(x.shape, x.dtype, sharding=NamedSharding(mesh, spec))
        for x, spec in operands
    ]
    abstract = AbstractMesh(devices.shape, **axes, abstract_device=_DEVICES["cuda"])
    with jax.sharding.use_abstract_mesh(abstract):
        return jax.jit(function).lower(*placed).compile()


def _require_compiler(target: str) -> None:
    if importlib.util.find_spec(_COMPILERS[target]) is None:
        pytest.skip(f"{_COMPILERS[target]} is not installed: it has no wheel for this machine")


def _topology(target: str, devices: str = "1x1x1") -> Any:
    if target == "cuda":
        return topologies.get_topology_desc(
            platform="cuda",
            topology_name="h200",
            topology=devices,
            target_config=H200.read_text(),
        )
    with _environment(
        TPU_ACCELERATOR_TYPE="v5litepod-4",
        TPU_WORKER_HOSTNAMES="localhost",
        # A compiler alone: several processes may have one, as they could not have a TPU.
        ALLOW_MULTIPLE_LIBTPU_LOAD="1",
    ):
        return topologies.get_topology_desc("v6e:2x2", platform="tpu")


@contextlib.contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
