"""Check and time everything on the device that JAX has, in at most ten minutes.

``python -m spikefuse.bench.on_device --output FOLDER`` writes, as soon as it is there: what
``spikefuse info`` and ``spikefuse check`` say; for each group of workloads what ``spikefuse bench``
writes; and ``summary.md`` and ``summary.json``, which say how each part ended and which goals were
reached. Numerics come first, but what is wrong
does not keep the rest from being timed. ``--rehearse`` does the same with tiny sizes.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .goals import outcomes, page
from .record import RecordError, read
from .stages import Stage, run
from .turns import Budget
from .workloads.on_device import full, tiny

__all__ = ["main"]

_SECONDS = 570.0

_BUDGET = Budget(seconds=1.0, least=5, most=50)

_TINY_BUDGET = Budget(seconds=0.0, least=2, most=2)

_LIMITS = {"recurrence": 170.0, "networks": 120.0, "elementwise": 130.0}

_REHEARSED = ("--surrogate", "Sigmoid", "--implementation", "xla", "--dtype", "float32")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything, and return 1 if a part did not end well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--rehearse", action="store_true", help="with tiny sizes, on any device")
    parser.add_argument("--contestants", help="some of them, with commas between (default: all)")
    parser.add_argument("--seconds", type=float, default=_SECONDS, help="for all of it")
    parser.add_argument("--group", choices=full(), help="time this group of workloads alone")
    parsed = parser.parse_args(arguments)
    parsed.output.mkdir(parents=True, exist_ok=True)
    if parsed.group is not None:
        return _timed(parsed)
    ended = run(_stages(parsed), parsed.output, parsed.seconds)
    _summarize(parsed.output, ended)
    return int(any(each["ended"] != "done" for each in ended))


def _stages(parsed: argparse.Namespace) -> list[Stage]:
    folder, python = parsed.output, (sys.executable, "-m")
    own = (*python, "spikefuse.bench.on_device", "--output", str(folder))
    own += ("--rehearse",) if parsed.rehearse else ()
    own += ("--contestants", parsed.contestants) if parsed.contestants else ()
    check = (*python, "spikefuse", "check", "--json", str(folder / "check.json"))
    return [
        Stage("info", (*python, "spikefuse", "info"), 40.0),
        Stage("check", check + (_REHEARSED if parsed.rehearse else ()), 120.0),
        *(Stage(group, (*own, "--group", group), _LIMITS[group]) for group in full()),
    ]


def _timed(parsed: argparse.Namespace) -> int:
    from .command import bench
    from .options import Options

    workloads = (tiny() if parsed.rehearse else full())[parsed.group]
    options = Options(
        workloads={workload.name: workload for workload in workloads},
        budget=_TINY_BUDGET if parsed.rehearse else _BUDGET,
        output=parsed.output / f"{parsed.group}.json",
        other=None,
        contestants=parsed.contestants and tuple(parsed.contestants.split(",")),
    )
    return bench(options, " ".join(["python -m spikefuse.bench.on_device", *sys.argv[1:]]))


def _summarize(folder: Path, ended: Sequence[dict[str, Any]]) -> None:
    from .command import report

    workloads = []
    for group in full():
        path = folder / f"{group}.json"
        try:
            record = read(path)
        except RecordError:
            # The log says why, and the summary that the group did not end well.
            continue
        workloads += record["workloads"]
        # A group that was cut off has written its JSON alone.
        if not path.with_suffix(".md").exists():
            report(record, path)
    found = outcomes(workloads)
    summary = {"stages": ended, "goals": [dataclasses.asdict(each) for each in found]}
    (folder / "summary.json").write_text(json.dumps(summary, indent=1) + "\n")
    lines = [f"- {each['stage']}: {each['ended']}, {each['seconds']:.0f} s" for each in ended]
    text = "\n".join(["# Summary", "", *lines, "", page(found)])
    (folder / "summary.md").write_text(text)
    print(text)


if __name__ == "__main__":
    sys.exit(main())
