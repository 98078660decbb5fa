"""What a run is asked to do."""

import dataclasses
from pathlib import Path

from .mesh import MeshShape

__all__ = [
    "COMPARED_EPOCHS",
    "COMPARISON_FILE",
    "FILES",
    "LIMITS",
    "NEURONS",
    "TEST_IMAGES",
    "TRAINING_IMAGES",
    "Settings",
]

FILES = ("run.json", "parameters.npz", "run.png")
"""What a run leaves in its folder: numbers, best parameters, picture."""

COMPARISON_FILE = "compare.json"
"""What a comparison leaves in its folder."""

COMPARED_EPOCHS = 3
"""Epochs of a comparison, where their number was left out."""

TRAINING_IMAGES = 1437
TEST_IMAGES = 360

NEURONS = 128
"""Neurons in each spiking layer."""

LIMITS = {
    "epochs": (1, 10_000),
    # No more than there are samples to train on, which their files say.
    "batch_size": (1, 100_000),
    "time_steps": (1, 1_000),
    "seed": (0, 2**32 - 1),
    "processes": (1, 10_000),
    "process": (0, 9_999),
    "timeout": (5, 3_600),
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
    data : Path, or None
        Where an event data set is; None is scikit-learn's digits.
    epochs : int
        How often the training samples are gone through.
    batch_size : int
        Samples in a step of the optimizer.
    time_steps : int
        How long each image is shown, or how many parts a recording is cut into.
    seed : int
        Of the digits' split into training and test images, the first weights, and the batches.
    output : Path
        The folder that the files are written to.
    mesh : MeshShape, or None
        The devices to spread it over; None is one device.
    coordinator : str, or None
        Where the processes of the run meet, ``host:port``; None if there is but one.
    processes, process : int
        How many there are, and which of them this is, from 0.
    timeout : int
        Seconds to wait for a process that does not come, or is silent.
    checkpoint : Path, or None
        The folder of the checkpoints; None makes none.
    resume : bool
        Whether to go on from the newest of them.
    """

    neuron: str = "LIF"
    surrogate: str = "Sigmoid"
    implementation: tuple[str, ...] | None = None
    data: Path | None = None
    epochs: int = 30
    batch_size: int = 64
    time_steps: int = 25
    seed: int = 0
    output: Path = Path("digits-run")
    mesh: MeshShape | None = None
    coordinator: str | None = None
    processes: int = 1
    process: int = 0
    timeout: int = 60
    checkpoint: Path | None = None
    resume: bool = False

    @property
    def is_first(self) -> bool:
        """Whether this is the process of the run that prints and writes files."""
        return self.process == 0
