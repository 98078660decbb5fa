"""Tables in the documentation, from committed results: ``python -m spikefuse.bench.readme``.

It rewrites what stands between the markers in ``README.md`` of the folder it runs in, and in the
pages of `PAGES`.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from . import readme_parallel, readme_speed, record
from .plots import draw

__all__ = ["PAGES", "TABLES", "main", "with_tables"]

RESULTS = Path("bench/results")

PICTURE = Path("bench/pictures/speed.png")

Table = Callable[[Path], str | None]
"""From the folder of results to a table's text; None, which leaves it as it is, without them."""


def with_tables(readme: str, results: Path, tables: Mapping[str, Table] | None = None) -> str:
    """Return the text of the README, or of another page, with its tables made anew.

    Parameters
    ----------
    readme : str
        Its text, with a pair of comments ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` for
        each table.
    results : Path
        The folder of results.
    tables : mapping of str to callable
        The page's tables, by name; `TABLES` if left out.
    """
    for name, table in (TABLES if tables is None else tables).items():
        pattern = rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)"
        text = table(results)

        def replaced(found: re.Match[str], text: str | None = text) -> str:
            return found[0] if text is None else found[1] + text + found[2]

        readme, count = re.subn(pattern, replaced, readme, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"there are {count} places for the table {name!r}, not 1")
    return readme


def _of_speed(name: str, table: Callable[[Mapping[str, Any]], str]) -> Table:
    def text(results: Path) -> str | None:
        path = results / "cpu" / name
        return table(record.read(path)) if path.exists() else None

    return text


def _training(results: Path) -> str:
    found = json.loads((results / "cpu" / "train.json").read_text())
    best, versions = found["best"], found["versions"]
    return (
        f"The default run gets {100 * best['test_accuracy']:.1f}% of the test images right "
        f"at the best of {len(found['epochs'])} epochs, in {found['total_seconds']:.0f} seconds "
        f"(two CPU cores, JAX {versions['jax']}; `bench/results/cpu/train.json`).\n"
    )


def _compiled(results: Path) -> str:
    gpu, tpu = (
        json.loads((results / "compiled" / f"{name}.json").read_text()) for name in ("h200", "v6e")
    )
    plain = {row["formula"]: row for row in gpu["plain_scans"]}

    def of_neuron(found: dict[str, Any], neuron: str) -> dict[str, Any]:
        same = {key: value for key, value in plain[neuron].items() if isinstance(value, str)}
        return next(row for row in found["programs"] if row.items() >= same.items())

    rows = []
    for neuron, scan in plain.items():
        ours, on_tpu = of_neuron(gpu, neuron), of_neuron(tpu, neuron)
        registers = [str(kernel["registers"]) for kernel in reversed(ours["machine_code"])]
        rows.append(
            f"| {neuron} | {ours['launches']} | {scan['launches']} | "
            f"{ours['temporary_bytes'] / 2**20:.0f} | {scan['temporary_bytes'] / 2**20:.0f} | "
            f"{', '.join(registers)} | {on_tpu['bytes_moved'] / on_tpu['fewest_bytes']:.2f} |"
        )
    length, *step = gpu["shapes"]["recurrence"]
    caption = (
        f"What the compilers make of neurons with their default reset, {length} steps of "
        f"{' x '.join(map(str, step))}, float32, forward and backward, on JAX "
        f"{gpu['machine']['versions']['jax']}: kernels that an {gpu['device']} starts, and MiB "
        "between input and output, beside a `jax.lax.scan` of the same step; registers of a "
        f"thread, forward and backward; and what a {tpu['device']} moves, as a multiple of the "
        "fewest bytes:"
    )
    return "\n".join(
        [
            caption,
            "",
            "| neuron | kernels | of scan | MiB | of scan | registers | bytes |",
            "|---|--:|--:|--:|--:|--:|--:|",
            *rows,
            "",
            "`python -m spikefuse.bench.compiled --output bench/results/compiled`",
            "",
        ]
    )


TABLES: dict[str, Table] = {
    "compiled": _compiled,
    "elementwise": _of_speed("bench.json", readme_speed.gradients),
    "recurrence": _of_speed("bench.json", readme_speed.loops),
    "steps": _of_speed("training.json", readme_speed.steps),
    "training": _training,
}
"""Of ``README.md``."""

PAGES: dict[str, dict[str, Table]] = {
    "docs/parallel_in_time.md": {
        "measured": readme_parallel.measured,
        "compiled": readme_parallel.compiled,
    }
}
"""Of other pages, by their paths."""


def main() -> None:
    """Rewrite the tables of ``README.md`` and of other pages, and draw its plot."""
    readme = Path("README.md")
    measured = RESULTS / "cpu" / "bench.json"
    if measured.exists():
        PICTURE.write_bytes(draw(readme_speed.pictured(record.read(measured))))
    readme.write_text(with_tables(readme.read_text(), RESULTS))
    for name, tables in PAGES.items():
        page = Path(name)
        if page.exists():
            page.write_text(with_tables(page.read_text(), RESULTS, tables))


if __name__ == "__main__":
    main()
