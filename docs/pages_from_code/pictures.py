"""Pictures, drawn without a screen."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

__all__ = ["saved"]


@contextlib.contextmanager
def saved(path: Path, inches: tuple[float, float]) -> Iterator[Figure]:
    """Give a figure to draw on, and write it to a file at the end of the block.

    Parameters
    ----------
    path : Path
        Of the PNG file.
    inches : pair of float
        Its width and height.
    """
    figure = Figure(figsize=inches, layout="constrained")
    FigureCanvasAgg(figure)
    yield figure
    figure.savefig(path, dpi=110)
