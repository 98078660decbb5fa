"""The handwritten digits that scikit-learn ships."""

import dataclasses

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from ..settings import TEST_IMAGES
from .dataset import Dataset

__all__ = ["CLASSES", "PIXELS", "SIDE", "Images", "load"]

SIDE = 8
PIXELS = SIDE * SIDE
CLASSES = 10

# The intensity of a pixel that is all ink.
_INK = 16


@dataclasses.dataclass(frozen=True)
class Images:
    """Images and the digits they show, as `Samples`.

    Attributes
    ----------
    content : np.ndarray of shape [images, PIXELS] and dtype float32
        Intensities from 0 (paper) to 1 (ink), row by row.
    labels : np.ndarray of shape [images] and dtype int32
        Digits from 0 to 9.
    """

    content: np.ndarray
    labels: np.ndarray

    def inputs(self, indices: np.ndarray) -> np.ndarray:
        """Return images ``[batch, PIXELS]``, which go in at each time step."""
        return self.content[indices]


def load(seed: int) -> Dataset:
    """Return the digits, split so that both parts have the same share of each digit.

    Parameters
    ----------
    seed : int
        Of the split; the same seed gives the same one.
    """
    pixels, digits = (np.asarray(array) for array in load_digits(return_X_y=True))
    images, labels = (pixels / _INK).astype(np.float32), digits.astype(np.int32)
    training, test = (
        np.asarray(indices)
        for indices in train_test_split(
            np.arange(len(labels)), test_size=TEST_IMAGES, stratify=labels, random_state=seed
        )
    )
    return Dataset(
        name="Handwritten digits",
        noun="images",
        classes=CLASSES,
        shape=(SIDE, SIDE),
        training=Images(images[training], labels[training]),
        test=Images(images[test], labels[test]),
    )
