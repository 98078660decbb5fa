"""Parts of a long run, each in a process of its own, so that one that hangs loses only itself."""

import contextlib
import dataclasses
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["Stage", "run"]


@dataclasses.dataclass(frozen=True)
class Stage:
    """A command, and how long it may take.

    Attributes
    ----------
    name : str
        Of the file of what it prints, too.
    command : tuple of str
    limit : float
        In seconds.
    """

    name: str
    command: tuple[str, ...]
    limit: float


def run(stages: Sequence[Stage], folder: Path, seconds: float) -> list[dict[str, Any]]:
    """Run stages one after another, and write what each prints to a file.

    Parameters
    ----------
    stages : sequence of Stage
    folder : Path
        Where the files go.
    seconds : float
        For all of them: what is left of it cuts the limit of a stage.

    Returns
    -------
    list of dict
        For each its name, command, seconds, and in words how it ended.
    """
    deadline = time.monotonic() + seconds
    found = []
    for stage in stages:
        began = time.monotonic()
        limit = min(stage.limit, deadline - began)
        ended = "left out: no time was left"
        if limit > 0:
            with (folder / f"{stage.name}.log").open("w") as log:
                ended = _ended(stage.command, log, limit)
        taken = time.monotonic() - began
        print(f"{stage.name}: {ended}, {taken:.0f} s", flush=True)
        found.append(
            {"stage": stage.name, "command": stage.command, "seconds": taken, "ended": ended}
        )
    return found


def _ended(command: Sequence[str], log: Any, limit: float) -> str:
    # What it starts in turn is of its group, and ends with it.
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    )
    try:
        status = process.wait(limit)
    except subprocess.TimeoutExpired:
        return f"cut off after {limit:.0f} s"
    finally:
        _end(process)
    return "done" if status == 0 else f"ended with {status}"


def _end(process: subprocess.Popen[Any]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
