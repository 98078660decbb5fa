"""A table of the documentation, as Markdown, with the command whose results it shows."""

from collections.abc import Sequence

__all__ = ["table"]


def table(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    command: str,
    notes: Sequence[str] = (),
) -> str:
    """Return a table with its caption above, and notes and the command below.

    Parameters
    ----------
    caption : str
        What it shows.
    headings : sequence of str
        Of its columns, the first of which is aligned to the left.
    rows : sequence of sequences of str
        Its cells.
    command : str
        What measured it.
    notes : sequence of str
        A paragraph each.
    """
    lines = [
        caption,
        "",
        f"| {' | '.join(headings)} |",
        "|---|" + "--:|" * (len(headings) - 1),
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
        *(line for note in notes for line in (note, "")),
        f"`{command}`",
        "",
    ]
    return "\n".join(lines)
