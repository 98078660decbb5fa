"""What `test_native.py` runs in a process of its own: many compiled loops at once, for a while.

A handler that waited on XLA's threads, which are those that it runs on, would stop all of them.
"""

import concurrent.futures
import os
import sys
import time

os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np

from spikefuse.neuron import LIF

THREADS, CALLS = 8, 32


def program(current):
    """Run independent loops, forward and backward."""

    def gradient(shift):
        neuron = LIF(0.9)
        return jax.grad(lambda x: neuron(x + shift, implementation="native")[0].sum())(current)

    return [gradient(0.01 * i) for i in range(CALLS)]


def main():
    """Run the program in several threads until the time is over, and compare all results."""
    until = time.monotonic() + float(sys.argv[1])
    # So many values that a call is shared between threads.
    current = jnp.asarray(np.random.default_rng(0).normal(0.3, 0.5, (60, 5000)), jnp.float32)
    run = jax.jit(program)
    wanted = [np.asarray(x) for x in run(current)]

    def repeat(_):
        while time.monotonic() < until:
            for one, other in zip(run(current), wanted, strict=True):
                np.testing.assert_array_equal(one, other)

    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(repeat, range(THREADS)))
    print("all equal")


if __name__ == "__main__":
    main()
