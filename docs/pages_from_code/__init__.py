"""A Sphinx extension: the pages that are made from the code, each time the site is built."""

from pathlib import Path
from typing import Any

from . import commands, links, neurons, picks, surrogates

__all__ = ["PAGES", "setup", "write"]

PAGES = {
    "surrogates": surrogates.page,
    "neurons": neurons.page,
    "picks": picks.page,
    "command_line": commands.page,
}
"""By name, what writes its pictures into a folder, and returns its text."""


def write(folder: Path) -> None:
    """Write all pages, and their pictures, into a folder.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    """
    folder.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (folder / f"{name}.rst").write_text(page(folder), encoding="utf-8")


def setup(app: Any) -> dict[str, Any]:
    """Tell Sphinx when to call what.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The site's.
    """
    app.connect("builder-inited", lambda app: write(Path(app.srcdir) / "generated"))
    app.connect("missing-reference", links.find)
    return {"parallel_read_safe": True}
