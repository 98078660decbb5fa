"""A picture of all surrogates: ``python -m spikefuse.bench.gallery --output FILE``."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from ..surrogate import Surrogate
from ..surrogate.catalogue import classes

__all__ = ["WIDTHS", "draw", "draw_one", "main"]

COLUMNS = 6

SMOOTH, GRADIENT = "#7a7a7a", "#c2410c"

WIDTHS = {
    "CircularDistance": 4.0,
    "FakeNumericalGradient": 8.0,
    "InvSquareGrad": 0.1,
    "LaplaceGrad": 4.0,
    "LogTailedRelu": 4.0,
    "NonzeroSignLog": 4.0,
    "PowerLawGrad": 4.0,
    "SoftSign": 4.0,
}
"""How far from the threshold to draw, where it is not 2."""


def draw(path: Path) -> None:
    """Draw each surrogate's function and gradient, with default parameters, to a PNG file."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawn = classes()
    rows = -(-len(drawn) // COLUMNS)
    figure = Figure(figsize=(2.3 * COLUMNS, 1.9 * rows + 0.6), layout="constrained")
    FigureCanvasAgg(figure)
    panels = np.ravel(figure.subplots(rows, COLUMNS))
    for panel, (name, made) in zip(panels, drawn.items(), strict=False):
        draw_one(panel, made(), WIDTHS.get(name, 2.0))
    for panel in panels[len(drawn) :]:
        panel.set_axis_off()
    figure.legend(
        *panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=3, frameon=False
    )
    figure.savefig(path, dpi=130)


def draw_one(panel: Any, spike: Surrogate, width: float) -> None:
    """Draw a surrogate's function and gradient.

    Parameters
    ----------
    panel : matplotlib.axes.Axes
        Where to.
    spike : Surrogate
        With its parameters.
    width : float
        How far from the threshold.
    """
    # Twice the threshold itself, for the step's two sides.
    x = np.sort(np.append(np.linspace(-width, width, 801), -1e-9)).astype(np.float64)
    panel.step(x, np.asarray(spike(x)), color="black", lw=0.8, where="post", label="spike")
    panel.plot(x, np.asarray(spike.surrogate_fun(x)), "--", color=SMOOTH, label="surrogate_fun")
    panel.plot(x, np.asarray(spike.surrogate_grad(x)), color=GRADIENT, label="surrogate_grad")
    panel.set_title(type(spike).__name__, fontsize=9)
    panel.tick_params(labelsize=7)
    panel.grid(alpha=0.25)
    panel.set_xlim(-width, width)


def main() -> None:
    """Draw the picture to the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    draw(parser.parse_args().output)


if __name__ == "__main__":
    main()
