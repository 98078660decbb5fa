"""What compilers make of a neuron in parallel over time, for devices that need not be there.

``python -m spikefuse.bench.parallel_in_time --output FILE`` compiles a LIF without reset, forward
and backward, each way there is, and writes for each how many loops there are, what a GPU starts,
the memory between input and output, and how long the compiler took.
"""

import argparse
import itertools
import os
import sys
import time
from pathlib import Path
from typing import Any

__all__ = ["main"]

_DEVICES = ("h200", "v6e")

_LENGTHS = (1000, 10000)

_NEURONS = 256

_IMPLEMENTATIONS = ("associative", "pallas", "xla")

_PACKAGES = ("spikefuse", "jax", "jaxlib", "jax-cuda13-plugin", "libtpu")


def main() -> int:
    """Compile every program, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parsed = parser.parse_args()
    os.environ["JAX_PLATFORMS"] = "cpu"
    from .machine import description
    from .writing import with_lines

    found = {
        "command": " ".join(["python -m spikefuse.bench.parallel_in_time", *sys.argv[1:]]),
        "machine": description(_PACKAGES),
        "neurons": _NEURONS,
        "programs": [
            _row(*each) for each in itertools.product(_DEVICES, _LENGTHS, _IMPLEMENTATIONS)
        ],
    }
    parsed.output.write_text(with_lines(found))
    return 0


def _row(device: str, length: int, implementation: str) -> dict[str, Any]:
    import jax
    import jax.numpy as jnp

    from ..compiling.compiled import compiled
    from ..compiling.devices import DEVICES
    from ..neuron import LIF

    current = jax.ShapeDtypeStruct((length, _NEURONS), jnp.float32)
    neuron = LIF(0.9, reset="none")

    def both(current: Any, cotangent: Any) -> Any:
        spikes, pull = jax.vjp(lambda x: neuron(x, implementation=implementation)[0], current)
        return spikes, pull(cotangent)

    began = time.perf_counter()
    made = compiled(both, (current, current), DEVICES[device])
    return {
        "device": device,
        "length": length,
        "implementation": implementation,
        "loops": made.text.count(" while("),
        "launches": made.launches if made.platform == "cuda" else None,
        "temporary_bytes": made.temporary_bytes,
        "compile_seconds": round(time.perf_counter() - began, 2),
    }


if __name__ == "__main__":
    sys.exit(main())
