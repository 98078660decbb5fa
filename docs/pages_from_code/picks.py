"""The page of what is picked where, as ``spikefuse info`` prints it."""

from pathlib import Path

from spikefuse.checking import inventory

from .entries import titled

__all__ = ["page"]

_HEAD = """
What runs where nothing was asked for by name, on each platform, and why not the others: what
``spikefuse info`` prints on the machine that this page was made on. A compiled library or
jax-triton that is missing shows here.
"""


def page(folder: Path) -> str:
    """Return the page's text.

    Parameters
    ----------
    folder : Path
        Where the page will be; it has no pictures.
    """
    del folder
    rows = [inventory.HEADINGS, *inventory.cells(None)]
    table = ".. list-table::\n   :header-rows: 1\n   :widths: 12 8 16 8 56\n"
    cells = "".join(
        "".join(f"   {'*' if i == 0 else ' '} - {cell}\n" for i, cell in enumerate(row))
        for row in rows
    )
    return "\n".join([titled("What is picked where", "="), _HEAD, table, cells])
