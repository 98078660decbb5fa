"""How fast the surrogates are: a forward and a backward pass of each, in one interleaved run.

``python -m spikefuse.bench.elementwise --output FILE`` writes the figures as JSON.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from .. import surrogate
from ..surrogate.catalogue import classes
from .machine import alone, description
from .timing import interleaved

__all__ = ["main", "measure"]

PACKAGES = ("spikefuse", "jax", "jaxlib", "numpy", "braintools")

BYTES_PER_ELEMENT = 20
"""Forward: read x, write the spike. Backward: read x and the cotangent, write the gradient."""


def measure(elements: int, repetitions: int) -> dict[str, Any]:
    """Time every surrogate of spikefuse, and of braintools where it is installed.

    Parameters
    ----------
    elements : int
        Size of the float32 input, which is standard normal.
    repetitions : int
        Timed runs of each.

    Returns
    -------
    dict
        The machine, the device's copy bandwidth in bytes a second, and for each contestant and
        surrogate the times in seconds.
    """
    random = np.random.default_rng(0)
    x = jnp.asarray(random.normal(size=elements), jnp.float32)
    cotangent = jnp.asarray(random.normal(size=elements), jnp.float32)
    modules = {"spikefuse": surrogate, "braintools": _module("braintools.surrogate")}
    contestants = {
        f"{package} {name}": _forward_and_backward(getattr(module, name)(), x, cotangent)
        for package, module in modules.items()
        for name in classes()
        if hasattr(module, name)
    }
    copy = jax.jit(lambda x: -x)
    timings = interleaved({"copy": lambda: copy(x), **contestants}, repetitions)
    return {
        "workload": "spikes and gradient of a float32 array, forward and backward program apart",
        "elements": elements,
        "repetitions": repetitions,
        "bytes_per_element": BYTES_PER_ELEMENT,
        "machine": description(PACKAGES),
        "not_installed": [package for package, module in modules.items() if module is None],
        "copy_bytes_per_second": 2 * x.nbytes / timings["copy"].summary["minimum"],
        "seconds": {name: timings[name].summary for name in contestants},
    }


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _forward_and_backward(
    spike: Callable[[jax.Array], jax.Array], x: jax.Array, cotangent: jax.Array
) -> Callable[[], Any]:
    forward = jax.jit(spike)
    backward = jax.jit(lambda x, cotangent: jax.vjp(spike, x)[1](cotangent)[0])
    return lambda: (forward(x), backward(x, cotangent))


def main(arguments: list[str] | None = None) -> None:
    """Measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elements", type=int, default=4 << 20)
    parser.add_argument("--repetitions", type=int, default=50)
    parser.add_argument("--output", type=Path, required=True)
    parsed = parser.parse_args(arguments)
    found = measure(parsed.elements, parsed.repetitions)
    found["command"] = " ".join(["python -m spikefuse.bench.elementwise", *sys.argv[1:]])
    parsed.output.parent.mkdir(parents=True, exist_ok=True)
    parsed.output.write_text(json.dumps(found, indent=1) + "\n")
    base = found["seconds"]["spikefuse Sigmoid"]["minimum"]
    for name, summary in found["seconds"].items():
        print(f"{name:38s} {summary['p50'] * 1e3:8.2f} ms  {summary['minimum'] / base:6.2f} x")


if __name__ == "__main__":
    alone("spikefuse.bench.elementwise", sys.argv[1:])
    main()
