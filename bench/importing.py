"""What importing the package adds to importing JAX: ``python -m spikefuse.bench.importing``."""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from .machine import description

__all__ = ["main"]

_PROGRAM = """
import time
began = time.perf_counter()
import jax, jax.numpy
between = time.perf_counter()
import spikefuse
print(between - began, time.perf_counter() - between)
"""


def main() -> None:
    """Import in fresh processes, and write the seconds that each import took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=15)
    parser.add_argument("--output", type=Path, required=True)
    parsed = parser.parse_args()
    runs = [_run() for _ in range(parsed.repetitions)]
    found = {
        "workload": "import jax and jax.numpy, then spikefuse, in a fresh process",
        "command": " ".join(["python -m spikefuse.bench.importing", *sys.argv[1:]]),
        "machine": description(("spikefuse", "jax", "jaxlib", "numpy")),
        "seconds": {
            "jax": statistics.median(jax for jax, _ in runs),
            "spikefuse": statistics.median(spikefuse for _, spikefuse in runs),
        },
    }
    parsed.output.parent.mkdir(parents=True, exist_ok=True)
    parsed.output.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found["seconds"]))


def _run() -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True)
    jax, spikefuse = map(float, done.stdout.split())
    return jax, spikefuse


if __name__ == "__main__":
    main()
