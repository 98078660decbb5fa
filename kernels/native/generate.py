"""Writes the C++ of all neurons and surrogates, and the table by which they are found.

``python -m spikefuse.kernels.native.generate`` does, after a formula was changed or added, with the
version of JAX that is named below.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import jax

from . import step_text, surrogate_text
from .catalogue import CompiledStep, CompiledSurrogate, steps, surrogates

__all__ = ["files", "main"]

FOLDER = Path(__file__).parent

GENERATED = Path("cpp", "generated")

JAX = "0.10"
"""The version that writes them: others have other primitives for some functions of `jax.numpy`."""

_WIDTH = 100
"""Of a line, as it is formatted."""

NOTE = "Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python."


def files() -> Mapping[Path, str]:
    """Return what is generated, by path from this folder."""
    listed_steps, listed_surrogates = list(steps()), list(surrogates())
    headers = {
        "steps.h": _header("EACH_STEP", listed_steps, step_text.steps(listed_steps)),
        "surrogates.h": _header(
            "EACH_SURROGATE", listed_surrogates, map(surrogate_text.surrogate, listed_surrogates)
        ),
    }
    formulas = hashlib.sha256("".join(headers.values()).encode()).hexdigest()[:16]
    headers["formulas.h"] = f'// {NOTE}\n\n#define SPIKEFUSE_FORMULAS "{formulas}"\n'
    listed = {GENERATED / name: text for name, text in headers.items()}
    return listed | {Path("table.py"): _table(formulas, listed_steps, listed_surrogates)}


def main() -> None:
    """Write the files.

    Raises
    ------
    RuntimeError
        With another version of JAX.
    """
    if not jax.__version__.startswith(f"{JAX}."):
        raise RuntimeError(f"the files are written with JAX {JAX}, but this is {jax.__version__}")
    for path, text in files().items():
        (FOLDER / path).parent.mkdir(exist_ok=True)
        (FOLDER / path).write_text(text)


def _header(
    macro: str, compiled: Iterable[CompiledStep | CompiledSurrogate], texts: Iterable[str]
) -> str:
    names = "".join(f" \\\n  DO({each.name})" for each in compiled)
    return f"// {NOTE}\n\n" + "\n\n".join(texts) + f"\n\n#define {macro}(DO){names}\n"


def _table(
    formulas: str, steps: Iterable[CompiledStep], surrogates: Iterable[CompiledSurrogate]
) -> str:
    lines = [
        '"""What is compiled, by what it computes.',
        "",
        NOTE,
        '"""',
        "",
        "from .described import Compiled",
        "",
        '__all__ = ["FORMULAS", "STEPS", "SURROGATES"]',
        "",
        f'FORMULAS = "{formulas}"',
        '"""Of the formulas that were compiled: the library has it, too."""',
        "",
        "STEPS = (",
    ]
    for each in steps:
        lines += _entry(each.name, each.neuron, each.options, each.parameters)
    lines += [")", "", "SURROGATES = ("]
    for each in surrogates:
        lines += _entry(each.name, each.surrogate, each.fixed, each.parameters)
    return "\n".join([*lines, ")", ""])


def _entry(
    name: str, kind: type, fixed: Mapping[str, object], parameters: tuple[str, ...]
) -> list[str]:
    def quoted(x: object) -> str:
        return f'"{x}"' if isinstance(x, str) else repr(x)

    pairs = ", ".join(f"{quoted(key)}: {quoted(value)}" for key, value in fixed.items())
    listed = ", ".join(map(quoted, parameters)) + "," * (len(parameters) == 1)
    last = [f"        ({listed}),"]
    if len(last[0]) > _WIDTH:
        last = ["        (", *(f"            {quoted(x)}," for x in parameters), "        ),"]
    return [
        "    Compiled(",
        f'        "{name}",',
        f'        "{kind.__module__}.{kind.__qualname__}",',
        f"        {{{pairs}}},",
        *last,
        "    ),",
    ]


if __name__ == "__main__":
    main()
