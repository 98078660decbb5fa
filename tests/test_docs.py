"""What the documentation says: its code runs, and its tables come from the results."""

import doctest
import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import pytest
from pages_from_code.docstrings import parsed
from pages_from_code.examples import classes as neurons
from pages_from_code.examples import example

import spikefuse
from spikefuse.bench.readme import PAGES, with_tables
from spikefuse.command_line import parser
from spikefuse.kernels.dispatch import NAMES
from spikefuse.surrogate.catalogue import classes

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()

TEXTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
}


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


def blocks(page, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", TEXTS[page], flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", [x for x in TEXTS if x != "README.md" and blocks(x, "python")])
def test_code_on_a_page_runs_from_top_to_bottom(page):
    names = {"__name__": "page"}
    for code in blocks(page, "python"):
        for package in re.findall(r"^(?:from|import) (\w+)", code, flags=re.MULTILINE):
            pytest.importorskip(package)
        exec(compile(code, page, "exec"), names)


# Of other packages, to be compared with ours.
NOT_RUN = {"docs/porting.md": 5}


def test_code_that_is_not_run_is_that_of_other_packages():
    assert {page: len(found) for page in TEXTS if (found := blocks(page, "python notest"))} == (
        NOT_RUN
    )


def test_every_block_says_what_it_is():
    known = {"python", "python notest", "sh", "text", "{toctree}"}
    opened = {
        kind.strip()
        for text in TEXTS.values()
        for kind in re.findall(r"^```(.*)\n", text, flags=re.MULTILINE)
    }
    assert opened - known == {""}


def commands(page):
    for line in "".join(blocks(page, "sh")).splitlines():
        for command in re.split(r"&&|&", line):
            words = [x for x in shlex.split(command, comments=True) if not re.match(r"[A-Z_]+=", x)]
            if words and words[0] == "spikefuse":
                yield tuple(words[1:])


@pytest.mark.parametrize("page", [page for page in TEXTS if any(commands(page))])
def test_commands_on_a_page_have_the_options_that_they_use(page):
    read = parser()
    for command in commands(page):
        # It exits if there is no such option.
        assert read.parse_args(command).command == command[0]


def test_every_implementation_is_on_its_page():
    listed = re.findall(r"^\| `(\w+)` \|", TEXTS["docs/implementations.md"], flags=re.MULTILINE)
    assert set(listed) == set(NAMES)


def test_links_between_pages_lead_somewhere():
    missing = [
        (page, path)
        for page, text in TEXTS.items()
        for path in re.findall(r"\]\(([^)#: ]+)\)", re.sub(r"(?ms)^```.*?^```", "", text))
        # Those are made with the site, which fails where one is not.
        if not path.startswith("generated/") and not ((ROOT / page).parent / path).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("documented", [*classes().values(), *neurons()])
def test_a_gallery_can_show_the_formula_the_parameters_and_the_source(documented):
    docstring = parsed(documented)
    assert ".. math::" in docstring.text
    assert docstring.references
    assert all(what for _, what in docstring.parameters)


@pytest.mark.parametrize("neuron", neurons())
def test_a_gallery_has_an_example_of_each_neuron(neuron):
    shown = example(neuron)
    assert type(shown.neuron) is neuron
    assert shown.call.startswith(neuron.__name__)
    assert shown.current.ndim == 1
