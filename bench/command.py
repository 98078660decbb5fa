"""The work of ``spikefuse bench``: measure, show, and write."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import terminal
from .markdown import markdown
from .options import Options
from .plots import draw
from .record import begun, written
from .tables import ratios
from .worker import MeasuringError, measured

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
    names = list(options.workloads)
    where = terminal.console()
    found = measured(names, options.budget, options.contestants)
    failed = False
    with terminal.progress(where, len(names)) as advance:
        try:
            record = begun(command, dataclasses.asdict(options.budget), next(found))
            for name, why in record["contestants"].items():
                if why is not None:
                    where.print(f"{name} {why}", markup=False, soft_wrap=True)
            advance(names[0], 0)
            for done, workload in enumerate(found, 1):
                record["workloads"].append(workload)
                one = {**record, "workloads": [workload]}
                others = None if options.other is None else ratios(one, options.other)
                terminal.show(where, workload, others)
                failed = failed or any(each["wrong"] for each in workload["left_out"])
                if options.output is not None:
                    options.output.write_text(written(record))
                advance(names[done] if done < len(names) else "", done)
        except MeasuringError as error:
            where.print(f"{error}; what it had found is kept", markup=False)
            return 1
        finally:
            found.close()
    if options.output is not None:
        report(record, options.output, options.other)
    return int(failed)


def report(
    record: Mapping[str, Any], path: Path, other: Mapping[str, Any] | None = None
) -> tuple[Path, Path]:
    """Write a record as Markdown and as a picture beside its JSON file, and return their paths."""
    page, picture = path.with_suffix(".md"), path.with_suffix(".png")
    picture.write_bytes(draw(record))
    page.write_text(markdown(record, picture.name, other))
    return page, picture
