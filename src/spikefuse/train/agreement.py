"""Which settings must be the same, in all processes of a run or after it is continued."""

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
from jax.experimental import multihost_utils

from ..commands import UsageError
from .datasets.dataset import Dataset
from .settings import Settings

__all__ = ["LEARNING", "check_data", "check_processes", "differing", "learning", "values"]

LEARNING = ("neuron", "surrogate", "epochs", "batch_size", "time_steps", "seed")
"""Those that decide, with the data, what is learnt: the rate falls to 0 over the epochs."""

_SHARED = (*LEARNING, "implementation", "mesh", "checkpoint", "resume")

# Bytes that a process's settings are told in; all of them tell as many.
_LENGTH = 2**16


def values(settings: Settings, names: Iterable[str]) -> dict[str, str]:
    """Return settings as texts, by name."""
    return {name: str(getattr(settings, name)) for name in names}


def learning(settings: Settings, dataset: Dataset) -> dict[str, str]:
    """Return, by name, what decides what is learnt; of the data, what they are, not where."""
    return values(settings, LEARNING) | {"data": dataset.identity}


def differing(one: dict[str, Any], other: dict[str, Any]) -> str | None:
    """Return the name of the first setting that differs, or None."""
    return next((name for name in one if one[name] != other.get(name)), None)


def check_processes(settings: Settings) -> None:
    """Compare the settings of all processes; all of them must call it.

    Raises
    ------
    UsageError
        If two differ in a setting that must be the same.
    """
    _check_same(values(settings, _SHARED))


def check_data(dataset: Dataset) -> None:
    """Compare the data of all processes; all of them must call it.

    Raises
    ------
    UsageError
        If two differ.
    """
    _check_same({"data": dataset.identity})


def _check_same(own: dict[str, str]) -> None:
    text = json.dumps(own).encode()
    told = np.zeros(_LENGTH, np.uint8)
    told[: len(text)] = np.frombuffer(text, np.uint8)
    rows = np.asarray(multihost_utils.process_allgather(told)).reshape(-1, _LENGTH)
    first, *others = (json.loads(row.tobytes().rstrip(b"\0")) for row in rows)
    for process, other in enumerate(others, 1):
        if name := differing(first, other):
            raise UsageError(
                f"--{name.replace('_', '-')} is {other[name]!r} in process {process} and "
                f"{first[name]!r} in process 0; it must be the same in all processes"
            )
