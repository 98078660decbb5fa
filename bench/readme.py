"""The README's tables, from committed results: ``python -m spikefuse.bench.readme``.

It rewrites what stands between the markers in ``README.md`` of the folder it runs in.
"""

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["main", "with_tables"]

RESULTS = Path("bench/results")


def with_tables(readme: str, results: Path) -> str:
    """Return the text of the README with its tables made anew.

    Parameters
    ----------
    readme : str
        Its text, with a pair of comments ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` for
        each table.
    results : Path
        The folder of results.
    """
    for name, table in TABLES.items():
        pattern = rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)"
        text = table(results)
        readme, count = re.subn(
            pattern, lambda found, text=text: found[1] + text + found[2], readme, flags=re.DOTALL
        )
        if count != 1:
            raise ValueError(f"README.md has {count} places for the table {name!r}, not 1")
    return readme


def _elementwise(results: Path) -> str:
    found = json.loads((results / "cpu" / "elementwise.json").read_text())
    machine, seconds = found["machine"], found["seconds"]
    versions = machine["versions"]
    names = [key.split()[1] for key in seconds if key.startswith("spikefuse ")]
    base = seconds["spikefuse Sigmoid"]["p50"]

    def row(name: str) -> str:
        ours, theirs = (seconds.get(f"{who} {name}") for who in PACKAGES)
        other = f"{theirs['p50'] * 1e3:.1f}" if theirs else "none"
        return f"| {name} | {ours['p50'] * 1e3:.1f} | {other} | {ours['p50'] / base:.2f} |"

    rows = list(map(row, names))
    caption = (
        f"Spikes and gradient of {found['elements'] / 2**20:.0f} Mi float32 numbers on "
        f"{machine['cores']} cores of an {machine['processor']}, JAX {versions['jax']}; "
        f"medians of {found['repetitions']} interleaved runs, in milliseconds, beside "
        f"braintools {versions['braintools']}:"
    )
    return "\n".join(
        [
            caption,
            "",
            "| surrogate | spikefuse | braintools | of Sigmoid |",
            "|---|--:|--:|--:|",
            *rows,
            "",
            f"`{found['command']}`",
            "",
        ]
    )


def _recurrence(results: Path) -> str:
    found = json.loads((results / "cpu" / "recurrence.json").read_text())
    machine, both = found["machine"], "forward and backward"
    surrogate = found["results"][0]["surrogate"]
    chosen = {
        (each["contestant"], math.prod(each["workload"]["shape"])): each
        for each in found["results"]
        if each["surrogate"] == surrogate and each["pass"] == both
    }
    contestants, sizes = (tuple(dict.fromkeys(column)) for column in zip(*chosen, strict=True))
    length = found["results"][0]["workload"]["length"]

    def cell(each: dict[str, Any]) -> str:
        held = each["temporary_bytes"] / 2**20
        return f"{each['seconds']['p50'] * 1e3:.2f} ms, {held:.1f} MiB"

    rows = [
        " | ".join([f"| {contestant}", *(cell(chosen[contestant, size]) for size in sizes)]) + " |"
        for contestant in contestants
    ]
    caption = (
        f"A layer of LIF neurons with `{surrogate}`, {length} time steps, float32, {both}, on "
        f"{machine['cores']} cores of an {machine['processor']}, JAX {machine['versions']['jax']}: "
        f"medians of {found['repetitions']} interleaved runs, and the memory for what is between "
        "input and output. Above, the loop as one writes it with `jax.lax.scan`; below, "
        "`LIF(...)(current, residuals=...)`:"
    )
    return "\n".join(
        [
            caption,
            "",
            " | ".join(["| ", *(f"{size} neurons" for size in sizes)]) + " |",
            "|---|" + "--:|" * len(sizes),
            *rows,
            "",
            f"`{found['command']}`",
            "",
        ]
    )


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


PACKAGES = ("spikefuse", "braintools")

TABLES: dict[str, Callable[[Path], str]] = {
    "compiled": _compiled,
    "elementwise": _elementwise,
    "recurrence": _recurrence,
    "training": _training,
}


def main() -> None:
    """Rewrite the tables of ``README.md``."""
    readme = Path("README.md")
    readme.write_text(with_tables(readme.read_text(), RESULTS))


if __name__ == "__main__":
    main()
