"""What `test_train_processes.py` runs in two processes where it takes no training to tell."""

import signal
import sys

import numpy as np
from jax.experimental.multihost_utils import process_allgather

from spikefuse.train.options import parse
from spikefuse.train.processes import together


def exchange():
    """Exchange something with the other process, and say so, until that fails."""
    while True:
        process_allgather(np.zeros(1))
        print("exchanged", flush=True)


def main():
    """Meet the other process, with the values of ``--coordinator`` and ``--process``."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    coordinator, process = sys.argv[1:]
    options = {"mesh": "data=2", "processes": "2", "timeout": "15"}
    return together(parse({**options, "coordinator": coordinator, "process": process}), exchange)


if __name__ == "__main__":
    sys.exit(main())
