"""The surrogates by name: what commands, benchmarks and tests go through."""

import importlib

from .base import Surrogate

__all__ = ["classes", "named"]


def classes() -> dict[str, type[Surrogate]]:
    """Return the classes that `spikefuse.surrogate` exports, by name, in alphabetical order."""
    package = importlib.import_module(__package__ or "")
    exported = {name: getattr(package, name) for name in package.__all__}
    return {
        name: exported[name]
        for name in sorted(exported, key=str.lower)
        if isinstance(exported[name], type) and exported[name] is not Surrogate
    }


def named(name: str) -> type[Surrogate]:
    """Return the class of a name, in any case; a function's name stands for its class.

    Parameters
    ----------
    name : str
        Such as ``"PiecewiseExp"``, ``"piecewiseexp"`` or ``"piecewise_exp"``.

    Raises
    ------
    ValueError
        If there is none of that name; it lists those there are.
    """
    by_plain_name = {known.lower(): found for known, found in classes().items()}
    try:
        return by_plain_name[name.lower().replace("_", "")]
    except KeyError:
        raise ValueError(
            f"{name!r} is no surrogate; the surrogates are {', '.join(classes())}, in any case, "
            "or the names of their functions"
        ) from None
