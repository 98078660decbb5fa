"""What the documentation says: its code runs, and its tables come from the results."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import spikefuse
from spikefuse.bench.readme import PAGES, with_tables
from spikefuse.surrogate.catalogue import classes

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def modules():
    packages = (spikefuse.surrogate, spikefuse.neuron, spikefuse.kernels)
    found = [
        module.name
        for package in packages
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    return ["spikefuse.value", *found]


@pytest.mark.parametrize("name", modules())
def test_examples_in_docstrings_give_what_they_show(name):
    failed, _ = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert failed == 0


EXPLAINED = [
    *((spikefuse.surrogate, name) for name in spikefuse.surrogate.__all__),
    *((spikefuse.neuron, name) for name in spikefuse.neuron.__all__ if not name.endswith("State")),
]


@pytest.mark.parametrize(("module", "name"), EXPLAINED)
def test_everything_public_has_an_example(module, name):
    assert ">>>" in (getattr(module, name).__doc__ or "")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL))
def test_code_in_the_readme_runs(code):
    for package in re.findall(r"from spikefuse\.integrations\.(\w+)", code):
        pytest.importorskip(package)
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})


def test_tables_in_the_readme_come_from_the_results():
    assert with_tables(README, ROOT / "bench" / "results") == README


@pytest.mark.parametrize("name", PAGES)
def test_tables_in_other_pages_come_from_the_results(name):
    page = (ROOT / name).read_text()
    assert with_tables(page, ROOT / "bench" / "results", PAGES[name]) == page


def test_readme_names_files_that_are_there():
    paths = set(re.findall(r"\]\(([^)#:]+)\)", README)) | set(
        re.findall(r"`(bench/[^`]+)`", README)
    )
    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_every_surrogate_has_its_function():
    functions = {name.replace("_", "") for name in spikefuse.surrogate.__all__ if name.islower()}
    assert [name for name in classes() if name.lower() not in functions] == []
