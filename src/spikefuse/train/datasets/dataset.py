"""What training knows of a data set."""

import dataclasses
import functools
import hashlib
import math
from typing import Any, Protocol

import numpy as np

__all__ = ["Dataset", "Samples"]


class Samples(Protocol):
    """Some samples with their classes: those to train on, or those to test on."""

    @property
    def labels(self) -> np.ndarray:
        """The classes, of shape [samples] and dtype int32."""
        ...

    @property
    def content(self) -> np.ndarray:
        """What the inputs are made of, of shape [samples, ...]."""
        ...

    def inputs(self, indices: np.ndarray) -> np.ndarray:
        """Return what some samples put into a network.

        Parameters
        ----------
        indices : np.ndarray of shape [batch] and an integer dtype
            Which samples.

        Returns
        -------
        np.ndarray of shape [batch, inputs] or [time_steps, batch, inputs]
            Where there is no time, the same goes in at each time step.
        """
        ...


@dataclasses.dataclass(frozen=True)
class Dataset:
    """Samples of some classes, split into training and test.

    Attributes
    ----------
    name : str
        Such as ``"SHD"``.
    noun : str
        What its samples are, such as ``"recordings"``.
    classes : int
        How many there are; labels begin with 0.
    shape : tuple of int
        Of the inputs at one time: ``(height, width)``, ``(polarities, height, width)``, or
        ``(channels,)``.
    training, test : Samples
        The two parts.
    note : str
        What to tell who trains on it, if there is something.
    """

    name: str
    noun: str
    classes: int
    shape: tuple[int, ...]
    training: Samples
    test: Samples
    note: str = ""

    @property
    def inputs(self) -> int:
        """How many inputs a network of it has."""
        return math.prod(self.shape)

    @property
    def sizes(self) -> tuple[int, int]:
        """How many samples there are to train on, and to test on."""
        return len(self.training.labels), len(self.test.labels)

    @functools.cached_property
    def fingerprint(self) -> str:
        """A text that tells apart what data sets hold, wherever their files are."""
        digest = hashlib.sha256()
        for samples in (self.training, self.test):
            for array in (samples.labels, samples.content):
                digest.update(f"{array.dtype}{array.shape}".encode())
                digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()[:16]

    @property
    def identity(self) -> str:
        """Name, sizes and fingerprint: two runs with the same one learn from the same data."""
        training, test = self.sizes
        return f"{self.name}, {training} + {test} {self.noun}, {self.fingerprint}"

    def as_numbers(self) -> dict[str, Any]:
        """Return what is written of it beside results."""
        training, test = self.sizes
        return {
            "name": self.name,
            "training_samples": training,
            "test_samples": test,
            "inputs": list(self.shape),
            "classes": self.classes,
            "fingerprint": self.fingerprint,
        }
