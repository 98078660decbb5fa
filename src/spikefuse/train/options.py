"""The settings that the texts of the command line's options give."""

import functools
from pathlib import Path
from typing import Any

from ..commands import UsageError
from . import mesh
from .mesh import MeshShape
from .settings import LIMITS, NEURONS, Settings

__all__ = ["parse"]


def parse(texts: dict[str, Any]) -> Settings:
    """Return the settings that the texts of the options give.

    Parameters
    ----------
    texts : dict of str to str, bool or None
        By the name of a field of `Settings`; None leaves its default, or that of the data.

    Raises
    ------
    UsageError
        For a text that is no value of its option, or does not go with another; it says what is
        allowed.
    """
    given = {name: text for name, text in texts.items() if text is not None}
    values: dict[str, Any] = _of_data(given)
    values |= {name: _whole_number(name, given[name]) for name in LIMITS if name in given}
    others = {
        "neuron": _neuron,
        "surrogate": _surrogate,
        "implementation": _implementation,
        "output": functools.partial(_folder, "output"),
        "mesh": _mesh,
        "coordinator": _coordinator,
        "checkpoint": functools.partial(_folder, "checkpoint"),
        "resume": bool,
    }
    values |= {name: read(given[name]) for name, read in others.items() if name in given}
    settings = Settings(**values)
    _check_mesh(settings)
    _check_processes(settings, given)
    if settings.resume and settings.checkpoint is None:
        raise UsageError("--resume goes on from a checkpoint: name its folder with --checkpoint")
    return settings


def _of_data(given: dict[str, Any]) -> dict[str, Any]:
    """Return what follows from the data where nothing else is asked for."""
    if "data" not in given:
        return {}
    from .datasets.finding import found

    path = _folder("data", given["data"], "a folder or a file")
    kind = found(path).kind
    output = Path(f"{kind.name.lower()}-run")
    return {"data": path, "time_steps": kind.time_steps, "output": output}


def _whole_number(name: str, text: str) -> int:
    least, greatest = LIMITS[name]
    try:
        number = int(text)
    except ValueError:
        number = None
    if number is None or not least <= number <= greatest:
        raise UsageError(
            f"--{name.replace('_', '-')} is {text!r}; it must be a whole number "
            f"from {least} to {greatest}"
        )
    return number


def _neuron(text: str) -> str:
    from .neurons import named

    try:
        return named(text)
    except ValueError as error:
        raise UsageError(f"--neuron is {text!r}, but {error}") from error


def _surrogate(text: str) -> str:
    from ..surrogate.catalogue import named

    try:
        return named(text).__name__
    except ValueError as error:
        raise UsageError(f"--surrogate is {text!r}, but {error}") from error


def _implementation(text: str) -> tuple[str, ...]:
    from ..kernels.dispatch import NAMES

    names = tuple(name.strip() for name in text.split(","))
    if unknown := [name for name in names if name not in NAMES]:
        raise UsageError(
            f"--implementation is {text!r}, which names {unknown[0]!r}; the names are "
            f"{', '.join(NAMES)}; separate several by commas, or leave the option out to pick one "
            "by platform"
        )
    return names


def _folder(name: str, text: str, what: str = "a folder") -> Path:
    if not text:
        raise UsageError(f"--{name} is {text!r}; it must be the path of {what}")
    return Path(text)


def _mesh(text: str) -> MeshShape:
    try:
        return mesh.parsed(text)
    except ValueError as error:
        raise UsageError(f"--mesh is {text!r}; {error}") from error


def _coordinator(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or len(port) > 5 or not 0 < int(port) < 2**16:
        raise UsageError(
            f"--coordinator is {text!r}; it must be the host of process 0 and a port that is free "
            "there, such as 10.0.0.1:12345"
        )
    return text


def _check_mesh(settings: Settings) -> None:
    shape = settings.mesh
    if shape is None:
        return
    for parts, number, of_what in (
        (shape.data, settings.batch_size, "samples of --batch-size"),
        (shape.model, NEURONS, "neurons of a layer"),
    ):
        if number % parts:
            raise UsageError(
                f"--mesh is {str(shape)!r}, but the {number} {of_what} cannot be cut into {parts} "
                "equal parts"
            )


def _check_processes(settings: Settings, given: dict[str, Any]) -> None:
    names = ("coordinator", "processes", "process")
    missing = [f"--{name}" for name in names if name not in given]
    if len(missing) == len(names):
        return
    if missing:
        raise UsageError(
            f"{', '.join(f'--{name}' for name in names)} go together; what is missing is "
            f"{' and '.join(missing)}"
        )
    if settings.process >= settings.processes:
        raise UsageError(
            f"--process is '{settings.process}'; of {settings.processes} processes, it must be a "
            f"whole number from 0 to {settings.processes - 1}"
        )
    if settings.mesh is None:
        raise UsageError(
            "--coordinator needs a --mesh over the devices of all processes, such as "
            f"data={settings.processes}"
        )
