"""A record as a picture: time, fraction of the copy bandwidth, and memory, against size."""

import io
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["draw", "families"]

Result = Mapping[str, Any]

_PANELS: tuple[tuple[str, Callable[[Result], float | None]], ...] = (
    ("time (ms)", lambda result: result["seconds"]["p50"] * 1e3),
    ("of the copy bandwidth", lambda result: result["fraction_of_copy"]),
    ("memory (MiB)", lambda result: _times(result["peak_bytes"], 2**-20)),
)


def families(record: Mapping[str, Any]) -> dict[str, dict[str, list[tuple[int, Result]]]]:
    """Return for each family of workloads and each contestant its results, by size."""
    found: dict[str, dict[str, list[tuple[int, Result]]]] = {}
    for workload in sorted(record["workloads"], key=lambda each: each["size"]):
        for result in workload["results"]:
            of_family = found.setdefault(workload["family"], {})
            line = of_family.setdefault(result["contestant"], [])
            line.append((workload["size"], result))
    return found


def draw(record: Mapping[str, Any]) -> bytes:
    """Return a PNG with a row for each family of workloads.

    Parameters
    ----------
    record : mapping
        As `record` describes it.
    """
    import matplotlib.style
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    found = families(record)
    # The defaults, whatever the user's own style is: black text on white.
    with matplotlib.style.context("default", after_reset=True):
        figure = Figure(figsize=(13, 2.6 * max(len(found), 1)), dpi=110, layout="constrained")
        FigureCanvasAgg(figure)
        grid = figure.subplots(max(len(found), 1), len(_PANELS), squeeze=False)
        for axes, (family, lines) in zip(grid, found.items(), strict=False):
            for panel, (label, value) in zip(axes, _PANELS, strict=True):
                _draw_panel(panel, label, value, lines)
            axes[0].set_title(family, loc="left", fontsize=9)
            if drawn := axes[0].get_legend_handles_labels()[0]:
                # Beside the panels, where it hides no point.
                axes[-1].legend(
                    handles=drawn, loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=7
                )
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png")
    return buffer.getvalue()


def _draw_panel(
    panel: Any,
    label: str,
    value: Callable[[Result], float | None],
    lines: Mapping[str, list[tuple[int, Result]]],
) -> None:
    drawn = {
        contestant: [(size, y) for size, result in line if (y := value(result)) is not None]
        for contestant, line in lines.items()
    }
    sizes = {size for points in drawn.values() for size, _ in points}
    if not sizes:
        panel.set_axis_off()
    elif len(sizes) == 1:
        _bars(panel, label, {name: points[0][1] for name, points in drawn.items() if points})
    else:
        _lines(panel, label, drawn)


def _bars(panel: Any, label: str, values: Mapping[str, float]) -> None:
    bars = panel.barh(list(values), list(values.values()), color="#0b5fa5")
    panel.bar_label(bars, fmt="{:.3g}", padding=3, fontsize=8)
    panel.set(xlabel=label)
    panel.margins(x=0.15)
    panel.invert_yaxis()
    panel.tick_params(axis="y", labelsize=8)


def _lines(panel: Any, label: str, lines: Mapping[str, list[tuple[int, float]]]) -> None:
    for contestant, points in lines.items():
        sizes, values = zip(*points, strict=True) if points else ((), ())
        panel.plot(sizes, values, "o-", markersize=3.5, linewidth=1.2, label=contestant)
    panel.set(xscale="log", yscale="log", xlabel="size", ylabel=label)
    panel.grid(alpha=0.3)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
