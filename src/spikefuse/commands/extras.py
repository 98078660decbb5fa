"""Whether the packages that a subcommand needs are there."""

import importlib
from collections.abc import Mapping

from . import UsageError

__all__ = ["require"]


def require(packages: Mapping[str, str], extra: str) -> None:
    """Raise an error unless packages can be imported.

    Parameters
    ----------
    packages : mapping of str to str
        From modules to the distributions that have them.
    extra : str
        The extra that installs them.

    Raises
    ------
    UsageError
        If one cannot be imported.
    """
    missing = [name for module, name in packages.items() if not _can_import(module)]
    if missing:
        raise UsageError(
            f"needs {', '.join(missing)}, which cannot be imported: "
            f"python -m pip install 'spikefuse[{extra}]'"
        )


def _can_import(module: str) -> bool:
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True
