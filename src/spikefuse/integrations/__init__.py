"""Layers for other frameworks: one file each, imported when it is asked for."""

__all__ = ["missing"]


def missing(package: str, extra: str) -> ImportError:
    """Return the error for a framework that cannot be imported.

    Parameters
    ----------
    package : str
        What is to be imported.
    extra : str
        The extra that installs it.
    """
    return ImportError(
        f"spikefuse.integrations.{extra} needs {package}, which cannot be imported: "
        f"python -m pip install 'spikefuse[{extra}]'",
        name=package,
    )
