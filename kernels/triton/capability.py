"""The compute capability of the NVIDIA GPU that a program is lowered for."""

import jax
from jax.sharding import get_abstract_mesh

__all__ = ["CAPABILITIES", "capability", "generation"]

CAPABILITIES = {"A100": 80, "L40": 89, "H100": 90, "H200": 90, "GH200": 90, "B200": 100}
"""Of GPUs that need not be there, by a word of their name; one that is there says it itself."""


def capability() -> int | None:
    """Return the compute capability, ten times the major number and the minor one.

    It is that of the device that the lowering is told of, else that of the machine's; None if it
    is neither known nor there.
    """
    device = get_abstract_mesh().abstract_device
    if device is not None:
        known = (value for word, value in CAPABILITIES.items() if word in device.device_kind)
        return next(known, None)
    try:
        return int(jax.local_devices(backend="cuda")[0].compute_capability.replace(".", ""))
    except RuntimeError:
        return None


def generation(value: int | None) -> int | None:
    """Return the major number of a compute capability: 8 for Ampere and Ada, 9 for Hopper."""
    return None if value is None else value // 10
