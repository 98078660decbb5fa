"""What installing and importing the package brings."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import spikefuse

EXTRAS = (
    *("rich", "matplotlib", "optax", "sklearn", "scipy.stats", "jax_triton", "triton"),
    *("flax", "equinox", "brainstate", "spyx", "spikefuse.integrations"),
)


def loaded_by(statement):
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_needs_jax_and_numpy_alone():
    assert loaded_by("import spikefuse").isdisjoint(EXTRAS)


def test_help_needs_jax_and_numpy_alone():
    arguments = "import spikefuse.command_line as c; c.COMMANDS"
    modules = loaded_by(
        f"{arguments}; import importlib; "
        "[importlib.import_module('spikefuse.commands.' + name) for name in c.COMMANDS]"
    )
    assert modules.isdisjoint(EXTRAS)


def test_required_packages_are_jax_and_numpy():
    required = importlib.metadata.requires("spikefuse") or []
    names = {re.split(r"[^\w-]", line)[0] for line in required if "extra ==" not in line}
    assert names == {"jax", "numpy"}


def test_version_is_that_of_the_distribution():
    assert spikefuse.__version__ == importlib.metadata.version("spikefuse")


def test_rooms_are_where_type_checkers_look():
    root = Path(__file__).parent.parent
    front = {path.name for path in (root / "src" / "spikefuse").iterdir() if path.suffix != ".pyc"}
    rooms = {"surrogate", "neuron", "kernels", "bench"}
    linked = {path.name for path in (root / "typings" / "spikefuse").iterdir()}
    assert linked - {"__pycache__"} == (front | rooms) - {"__pycache__"}
