"""The work of ``spikefuse bench``: measure, show, and write."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import terminal
from .collecting import collected
from .markdown import markdown
from .options import Options
from .plots import draw
from .record import written
from .tables import ratios
from .worker import MeasuringError

__all__ = ["bench", "report"]


def bench(options: Options, command: str) -> int:
    """Measure, show each workload as it is done, and write the files.

    The JSON is written after each workload, so that a run that is cut short leaves what it has.

    Parameters
    ----------
    options : Options
    command : str
        What was typed, for the record.

    Returns
    -------
    int
        0; 1 if a contestant came to something wrong, or the process that measures broke down.
    """
    where = terminal.console()

    def keep(record: Mapping[str, Any], workload: Mapping[str, Any]) -> None:
        one = {**record, "workloads": [workload]}
        others = None if options.other is None else ratios(one, options.other)
        terminal.show(where, workload, others)
        if options.output is not None:
            options.output.write_text(written(record))

    try:
        names, contestants = list(options.workloads), options.contestants
        record = collected(where, names, options.budget, command, keep, contestants)
    except MeasuringError as error:
        where.print(f"{error}; what it had found is kept", markup=False)
        return 1
    if options.output is not None:
        report(record, options.output, options.other)
    return int(any(each["wrong"] for one in record["workloads"] for each in one["left_out"]))


def report(
    record: Mapping[str, Any], path: Path, other: Mapping[str, Any] | None = None
) -> tuple[Path, Path]:
    """Write a record as Markdown and as a picture beside its JSON file, and return their paths."""
    page, picture = path.with_suffix(".md"), path.with_suffix(".png")
    picture.write_bytes(draw(record))
    page.write_text(markdown(record, picture.name, other))
    return page, picture
