"""Devices that programs are compiled for without one being there."""

import contextlib
import dataclasses
import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jax
from jax.experimental import topologies
from jax.sharding import AbstractDevice, AbstractMesh, SingleDeviceSharding, use_abstract_mesh

__all__ = ["DEVICES", "Device", "lowered_for", "missing_compiler", "topology"]


@dataclasses.dataclass(frozen=True)
class Device:
    """What a compiler has to know of a device.

    Attributes
    ----------
    platform : str
        "cuda" or "tpu".
    kind : str
        As JAX calls it.
    cores : int
        Multiprocessors of a GPU, cores of a TPU.
    topology : str
        The least set of devices that XLA knows to compile for. For a GPU, it is also the name of
        the file beside this one that describes it, in XLA's own format: the numbers are those of
        OpenXLA, xla/backends/gpu/target_config/specs.
    """

    platform: str
    kind: str
    cores: int
    topology: str

    @property
    def abstract(self) -> AbstractDevice:
        """What JAX's lowering rules are told."""
        platform = "gpu" if self.platform == "cuda" else self.platform
        return AbstractDevice(device_kind=self.kind, num_cores=self.cores, platform=platform)


DEVICES = {
    "h200": Device("cuda", "NVIDIA H200", 132, "h200"),
    "a100": Device("cuda", "NVIDIA A100-SXM4-80GB", 108, "a100"),
    "v6e": Device("tpu", "TPU v6 lite", 1, "v6e:2x2"),
    "v5e": Device("tpu", "TPU v5 lite", 1, "v5e:2x2"),
}
"""By a short name."""

_COMPILERS = {"cuda": "jax_cuda13_plugin", "tpu": "libtpu"}


def missing_compiler(device: Device) -> str | None:
    """Return the module of the compiler for a device, if it is not installed."""
    module = _COMPILERS[device.platform]
    return module if importlib.util.find_spec(module) is None else None


def lowered_for(device: Device, function: Callable[..., Any], *operands: Any) -> Any:
    """Lower a function for a device, to be compiled.

    Parameters
    ----------
    device : Device
        Whose compiler is installed.
    function : callable
        Of arrays.
    operands : arrays, or their shapes and dtypes
        What it is called with.
    """
    sharding = SingleDeviceSharding(topology(device).devices[0])
    placed = [jax.ShapeDtypeStruct(x.shape, x.dtype, sharding=sharding) for x in operands]
    with use_abstract_mesh(AbstractMesh((), (), abstract_device=device.abstract)):
        return jax.jit(function).lower(*placed)


def topology(device: Device, gpus: int = 1) -> Any:
    """Return the devices of a kind, for shardings; `gpus` of them if it is a GPU."""
    if device.platform == "cuda":
        return topologies.get_topology_desc(
            platform="cuda",
            topology_name=device.topology,
            topology=f"1x1x{gpus}",
            target_config=(Path(__file__).parent / f"{device.topology}.txtpb").read_text(),
        )
    with _environment(
        TPU_ACCELERATOR_TYPE="v5litepod-4",
        TPU_WORKER_HOSTNAMES="localhost",
        # A compiler alone: several processes may have one, as they could not have a TPU.
        ALLOW_MULTIPLE_LIBTPU_LOAD="1",
    ):
        return topologies.get_topology_desc(device.topology, platform="tpu")


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
