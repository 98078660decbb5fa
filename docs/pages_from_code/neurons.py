"""The gallery of neurons."""

from pathlib import Path
from typing import Any

import numpy as np

from .entries import entry, titled
from .examples import Example, classes, example
from .pictures import saved

__all__ = ["page"]

_HEAD = """
Each neuron with the formula of its time step, and what it does with one current: :math:`x_t` is
the current of step t, :math:`s_t` the spike, and H the threshold, whose derivative is that of the
surrogate. Pictures show the state after each step, that is, after a reset; the dashed line is the
threshold.

A neuron runs over time with ``spikes, state = neuron(current)``, where ``current`` has the shape
``[T, ...]``. Any parameter may be an array that broadcasts against one time step, and then has a
gradient. What spiking neurons share, the resets above all, is in
:py:class:`~spikefuse.neuron.firing.Firing`, and for those that are named after snnTorch's in
:py:class:`~spikefuse.neuron.delayed.Delayed`.
"""

_MEMBRANE, _OTHERS, _SPIKES = "#1d4ed8", ("#9a9a9a", "#c9a227"), "#c2410c"


def page(folder: Path) -> str:
    """Return the page's text; its pictures go into the folder.

    Parameters
    ----------
    folder : Path
        Where the page will be.
    """
    parts = [titled("Gallery of neurons", "="), _HEAD]
    for made in classes():
        shown, name = example(made), made.__name__
        _draw(folder / f"{name}.png", shown)
        shows = "the state, the spikes and the current over time"
        parts.append(entry(made, shown.call, f"{name}.png", shows))
    return "\n".join(parts)


def _draw(path: Path, shown: Example) -> None:
    spikes, states = shown.run()
    threshold = getattr(shown.neuron, "threshold", None)
    with saved(path, (6.0, 3.2)) as figure:
        panels = figure.subplots(3, 1, sharex=True, height_ratios=(4, 1, 1))
        _draw_states(panels[0], states, threshold)
        times = np.arange(1, len(spikes) + 1)
        if threshold is None:
            panels[1].plot(times, spikes, color=_SPIKES, lw=1.2)
        else:
            fired = spikes != 0
            panels[1].vlines(times[fired], 0, spikes[fired], color=_SPIKES, lw=1.2)
            panels[1].set_ylim(0, 1.2 * max(1.0, spikes.max()))
        panels[2].step(times, shown.current, where="mid", color="black", lw=1.0)
        for panel, label in zip(panels, ("state", "output", "current"), strict=True):
            panel.set_ylabel(label, fontsize=8)
            panel.tick_params(labelsize=7)
            panel.grid(alpha=0.25)
        panels[2].set_xlabel("time step", fontsize=8)
        panels[2].set_xlim(0, len(times) + 1)
        figure.align_ylabels()


def _draw_states(panel: Any, states: dict[str, Any], threshold: Any) -> None:
    others = iter(_OTHERS)
    for name, values in states.items():
        color = _MEMBRANE if name == "membrane" else next(others)
        panel.plot(np.arange(1, len(values) + 1), values, color=color, lw=1.2, label=name)
    if threshold is not None:
        panel.axhline(threshold, color="black", ls="--", lw=0.7)
    panel.figure.legend(loc="outside right upper", fontsize=8, frameon=False)
