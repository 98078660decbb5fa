"""How many devices a training is spread over, and along which axes."""

import dataclasses

import jax
from jax.sharding import AxisType, Mesh

from ..commands import UsageError

__all__ = ["AXES", "MeshShape", "made", "parsed"]

AXES = ("data", "model")
"""Over the first, batches are cut; over the second, the neurons of a layer."""


@dataclasses.dataclass(frozen=True)
class MeshShape:
    """How many devices there are along each axis.

    Attributes
    ----------
    data : int
        Parts of a batch.
    model : int
        Parts of a layer's neurons.
    """

    data: int = 1
    model: int = 1

    @property
    def devices(self) -> int:
        """How many devices that takes."""
        return self.data * self.model

    def __str__(self) -> str:
        return f"data={self.data},model={self.model}"


def parsed(text: str) -> MeshShape:
    """Return what a text such as ``"data=2,model=4"`` stands for; an axis left out has one device.

    Raises
    ------
    ValueError
        If it stands for nothing; it says what is allowed.
    """
    sizes: dict[str, int] = {}
    for part in text.split(","):
        name, _, digits = (piece.strip() for piece in part.partition("="))
        if name not in AXES or name in sizes or not (digits.isdecimal() and 0 < len(digits) < 7):
            break
        sizes[name] = int(digits)
    else:
        if 0 not in sizes.values():
            return MeshShape(**sizes)
    raise ValueError(
        "it must be data, model or both, each with = and a whole number from 1, and with a comma "
        f"between, such as {MeshShape(2, 2)}"
    )


def made(shape: MeshShape) -> Mesh:
    """Return a mesh of this shape, over the first of all processes' devices.

    Raises
    ------
    UsageError
        If there are not as many devices, or some process's would be left out.
    """
    devices, processes = jax.devices(), jax.process_count()
    together = f"the {processes} processes have" if processes > 1 else "there are"
    if shape.devices > len(devices):
        way_out = "; JAX_NUM_CPU_DEVICES=8 in the environment makes 8 of a process's CPU"
        raise UsageError(
            f"--mesh is {str(shape)!r}, which takes {shape.devices} devices, but {together} "
            f"{len(devices)}{way_out if devices[0].platform == 'cpu' else ''}"
        )
    if processes > 1 and shape.devices < len(devices):
        raise UsageError(
            f"--mesh is {str(shape)!r}, but {together} {len(devices)} devices, all of which it "
            "must take"
        )
    return jax.make_mesh(
        (shape.data, shape.model),
        AXES,
        axis_types=(AxisType.Auto,) * len(AXES),
        devices=devices[: shape.devices],
    )
