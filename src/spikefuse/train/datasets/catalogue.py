"""Every event data set that can be read."""

from .dvs_gesture import DVS_GESTURE
from .heidelberg import SHD, SSC
from .nmnist import NMNIST

__all__ = ["KINDS"]

KINDS = (SHD, SSC, NMNIST, DVS_GESTURE)
"""All of them; `finding` tells them apart by the names of their files."""
