"""What a run is asked to do, read from the command line's text."""

import dataclasses
from pathlib import Path
from typing import Any

from ..commands import UsageError

__all__ = [
    "COMPARED_EPOCHS",
    "COMPARISON_FILE",
    "FILES",
    "LIMITS",
    "TEST_IMAGES",
    "TRAINING_IMAGES",
    "Settings",
    "parse",
]

FILES = ("run.json", "parameters.npz", "run.png")
"""What a run leaves in its folder: numbers, best parameters, picture."""

COMPARISON_FILE = "compare.json"
"""What a comparison leaves in its folder."""

COMPARED_EPOCHS = 3
"""Epochs of a comparison, where their number was left out."""

TRAINING_IMAGES = 1437
TEST_IMAGES = 360

LIMITS = {
    "epochs": (1, 10_000),
    "batch_size": (1, TRAINING_IMAGES),
    "time_steps": (1, 1_000),
    "seed": (0, 2**32 - 1),
}
"""The least and the greatest value of each setting that is a whole number."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """What a run is asked to do.

    Attributes
    ----------
    neuron : str
        Name of a spiking neuron of `spikefuse.neuron`, as in `neurons.MADE`.
    surrogate : str
        Name of a class of `spikefuse.surrogate`.
    implementation : tuple of str, or None
        Names in order of preference; None picks by platform.
    epochs : int
        How often the training images are gone through.
    batch_size : int
        Images in a step of the optimizer.
    time_steps : int
        How long each image is shown.
    seed : int
        Of the split into training and test images, the first weights, and the batches.
    output : Path
        The folder that the files are written to.
    """

    neuron: str = "LIF"
    surrogate: str = "Sigmoid"
    implementation: tuple[str, ...] | None = None
    epochs: int = 30
    batch_size: int = 64
    time_steps: int = 25
    seed: int = 0
    output: Path = Path("digits-run")

    @property
    def batches(self) -> int:
        """Batches in an epoch; the images that do not fill one are left over."""
        return TRAINING_IMAGES // self.batch_size


def parse(texts: dict[str, str | None]) -> Settings:
    """Return the settings that the texts of the options give.

    Parameters
    ----------
    texts : dict of str to str or None
        By the name of a field of `Settings`; None leaves its default.

    Raises
    ------
    UsageError
        For a text that is no value of its option; it says what is allowed.
    """
    given = {name: text for name, text in texts.items() if text is not None}
    values: dict[str, Any] = {
        name: _whole_number(name, given[name]) for name in LIMITS if name in given
    }
    others = {
        "neuron": _neuron,
        "surrogate": _surrogate,
        "implementation": _implementation,
        "output": _output,
    }
    values |= {name: read(given[name]) for name, read in others.items() if name in given}
    return Settings(**values)


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


def _output(text: str) -> Path:
    if not text:
        raise UsageError(f"--output is {text!r}; it must be the path of a folder")
    return Path(text)
