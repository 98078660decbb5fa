"""Which kernels are tried first on a GPU, by platform and by generation of GPU.

No measurement has decided between Pallas and Triton yet, so Pallas, which needs nothing but JAX,
is first everywhere, and Triton runs what Pallas refuses. ``python -m spikefuse.bench.on_device
--output FOLDER`` times both, on a machine that has the GPU and jax-triton: a generation whose
results favour Triton gets the other order here, with where its results are.
"""

from collections.abc import Sequence

from .triton.capability import capability, generation

__all__ = ["BY_GENERATION", "BY_PLATFORM", "order"]

_PALLAS_FIRST = ("pallas", "triton", "xla")

BY_PLATFORM: dict[str, Sequence[str]] = {"cuda": _PALLAS_FIRST, "rocm": _PALLAS_FIRST}
"""Where nothing else is known."""

BY_GENERATION: dict[int, Sequence[str]] = {
    8: _PALLAS_FIRST,  # A100, RTX 30, RTX 40
    9: _PALLAS_FIRST,  # H100, H200
    10: _PALLAS_FIRST,  # B200
    12: _PALLAS_FIRST,  # RTX 50
}
"""For the major number of an NVIDIA GPU's compute capability."""


def order(platform: str, of_platform: Sequence[str]) -> Sequence[str]:
    """Return the order for the GPU that is lowered for; on other platforms that of the platform."""
    if platform != "cuda":
        return of_platform
    found = generation(capability())
    return of_platform if found is None else BY_GENERATION.get(found, of_platform)
