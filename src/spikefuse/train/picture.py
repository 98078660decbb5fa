"""The picture of a run."""

import dataclasses
import io
import textwrap
from typing import Any

import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, SubFigure
from matplotlib.ticker import MaxNLocator

from .datasets.dataset import Dataset
from .result import Completed

__all__ = ["Sample", "draw"]

_BLUE = "#0b5fa5"
_ORANGE = "#c8500a"
_GREY = "#8c8c8c"

# Characters in a line of the title.
_TITLE_WIDTH = 135

# Of more classes, not all have their number.
_CLASS_TICKS = 20


@dataclasses.dataclass(frozen=True)
class Sample:
    """What the best network does with one test sample.

    Attributes
    ----------
    inputs : np.ndarray of shape [inputs] or [time steps, inputs]
        Intensities from 0 to 1, or spikes.
    label : int
        Its class.
    first, second : np.ndarray of shape [time steps, neurons]
        The spikes of the two layers, 0 or 1.
    readout : np.ndarray of shape [time steps, classes]
        The membrane of each class, in units of the threshold.
    """

    inputs: np.ndarray
    label: int
    first: np.ndarray
    second: np.ndarray
    readout: np.ndarray


def draw(completed: Completed, sample: Sample, dataset: Dataset, neuron: str) -> bytes:
    """Return a PNG of the curves of loss and accuracy, and of what a sample sets off.

    Parameters
    ----------
    completed : Completed
        The epochs.
    sample : Sample
        Of the best network.
    dataset : Dataset
        What it is a sample of.
    neuron : str
        For the title: its parameters, those of its surrogate among them.
    """
    best = completed.best
    # The defaults, whatever the user's own style is: black text on white.
    with matplotlib.style.context("default", after_reset=True):
        figure = Figure(figsize=(11.5, 7.8), dpi=140, layout="constrained", facecolor="white")
        FigureCanvasAgg(figure)
        rows = figure.add_gridspec(2, 1, height_ratios=(1, 1.25))
        figure.suptitle(
            f"{dataset.name}: {best.accuracy:.2%} of {dataset.sizes[1]} test {dataset.noun} right "
            f"after epoch {best.number}\n" + textwrap.fill(neuron, _TITLE_WIDTH),
            fontsize=11,
        )
        _curves(figure.add_subfigure(rows[0]), completed)
        _network(figure.add_subfigure(rows[1]), sample, dataset)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png")
    return buffer.getvalue()


def _curves(figure: SubFigure, completed: Completed) -> None:
    loss, accuracy = figure.subplots(1, 2)
    numbers = [epoch.number for epoch in completed.epochs]
    style: dict[str, Any] = {"marker": "o", "markersize": 3.5, "linewidth": 1.5}
    losses = [epoch.loss for epoch in completed.epochs]
    loss.plot(numbers, losses, color=_BLUE, **style)
    loss.set(title="Training loss", ylabel="cross-entropy (nats)")
    # Over less than a decade, a logarithmic axis has hardly a number to read off.
    if max(losses) > 10 * min(losses):
        loss.set_yscale("log")
    percent = [100 * epoch.accuracy for epoch in completed.epochs]
    accuracy.plot(numbers, percent, color=_BLUE, **style)
    best = completed.best
    accuracy.plot(
        best.number,
        100 * best.accuracy,
        color=_ORANGE,
        marker="o",
        markersize=8,
        linestyle="none",
        label=f"best: {best.accuracy:.2%}, epoch {best.number}",
    )
    accuracy.set(title="Test accuracy", ylabel="right (%)")
    accuracy.legend(loc="lower right")
    for axes in (loss, accuracy):
        axes.set(xlabel="epoch", xlim=(0.5, len(numbers) + 0.5))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.grid(alpha=0.3)


def _network(figure: SubFigure, sample: Sample, dataset: Dataset) -> None:
    inputs, first, second, scores = figure.subplots(1, 4, width_ratios=(1, 1.7, 1.7, 1.2))
    _inputs(inputs, sample, dataset)
    _raster(first, sample.first, "first layer")
    _raster(second, sample.second, "second layer")
    _scores(scores, sample)


def _inputs(axes: Axes, sample: Sample, dataset: Dataset) -> None:
    """Draw an image, events over time, or those of a camera summed over time and polarities."""
    axes.set(title=f"A test {dataset.noun.removesuffix('s')}: {sample.label}")
    if len(dataset.shape) == 1:
        axes.imshow(sample.inputs.T, cmap="gray_r", aspect="auto", origin="lower")
        axes.set(xlabel="time step", ylabel="channel")
        return
    image = sample.inputs.reshape(-1, *dataset.shape[-2:]).sum(axis=0, dtype=np.float32)
    axes.imshow(image, cmap="gray_r", vmin=0)
    axes.set(xticks=[], yticks=[])


def _raster(axes: Axes, spikes: np.ndarray, layer: str) -> None:
    steps, neurons = np.nonzero(spikes)
    width = min(3.0, 120 / len(spikes))
    axes.vlines(steps + 1, neurons + 0.55, neurons + 1.45, color="black", linewidth=width)
    axes.set(
        title=f"Spikes of the {layer}\n{spikes.mean():.2f} per neuron and time step",
        xlabel="time step",
        ylabel="neuron",
        xlim=(0.5, len(spikes) + 0.5),
        ylim=(0.5, spikes.shape[1] + 0.5),
    )
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))


def _scores(axes: Axes, sample: Sample) -> None:
    scores = sample.readout.mean(axis=0)
    classes = range(len(scores))
    colours = [_ORANGE if one == sample.label else _GREY for one in classes]
    axes.barh(classes, scores, color=colours)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set(
        title="Class scores\n(orange: the right one)",
        xlabel="mean readout membrane\n(in thresholds)",
        ylabel="class",
        yticks=classes[:: 1 + len(classes) // _CLASS_TICKS],
    )
    axes.invert_yaxis()
    axes.set_axisbelow(True)
    axes.grid(axis="x", alpha=0.3)
