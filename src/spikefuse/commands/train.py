"""``spikefuse train``: a spiking classifier of handwritten digits."""

import argparse
import dataclasses
import importlib

from ..train.settings import FILES, LIMITS, Settings, parse
from . import UsageError

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "train a spiking network on scikit-learn's handwritten digits, and draw what it does"

INTERRUPTED = 130

_EXTRAS = {
    "matplotlib": "matplotlib",
    "optax": "optax",
    "rich": "rich",
    "sklearn": "scikit-learn",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this subcommand to its parser.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Where they go; their values stay text, for `run` to read.
    """
    from ..kernels.dispatch import NAMES
    from ..surrogate.catalogue import classes

    parser.add_argument(
        "--surrogate",
        metavar="NAME",
        help="surrogate of the spikes, a class of spikefuse.surrogate or its function, in any "
        f"case (default: {Settings.surrogate}; allowed: {', '.join(classes())})",
    )
    parser.add_argument(
        "--implementation",
        metavar="NAMES",
        help="what runs the spikes, a name or names in order of preference with commas between "
        f"(default: picked by platform; allowed: {', '.join(NAMES)})",
    )
    for name, help_text in (
        ("epochs", "how often the training images are gone through"),
        ("batch_size", "images in a step of the optimizer"),
        ("time_steps", "how many time steps an image is shown"),
        ("seed", "of the split into training and test, the first weights, and the batches"),
    ):
        least, greatest = LIMITS[name]
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            metavar="NUMBER",
            help=f"{help_text} (default: {getattr(Settings, name)}; allowed: whole numbers from "
            f"{least} to {greatest})",
        )
    parser.add_argument(
        "--output",
        metavar="FOLDER",
        help=f"where {', '.join(FILES)} are written, replacing those of an earlier run (default: "
        f"{Settings.output}; allowed: any folder that can be made and written to)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Train, and write what came out.

    Parameters
    ----------
    arguments : argparse.Namespace
        The options' texts; None for those left out.

    Returns
    -------
    int
        0, or 130 if Ctrl-C ended the training after at least one epoch.

    Raises
    ------
    UsageError
        For a value that cannot be used, a folder that cannot be written to, an implementation
        that cannot run here, or a package that is not installed.
    KeyboardInterrupt
        If Ctrl-C came before an epoch was complete; nothing is written then.
    """
    names = (field.name for field in dataclasses.fields(Settings))
    settings = parse({name: getattr(arguments, name) for name in names})
    _require_extras()
    from ..train.run import train

    return INTERRUPTED if train(settings) else 0


def _require_extras() -> None:
    missing = [name for module, name in _EXTRAS.items() if not _can_import(module)]
    if missing:
        raise UsageError(
            f"needs {', '.join(missing)}, which cannot be imported: "
            "python -m pip install 'spikefuse[train]'"
        )


def _can_import(module: str) -> bool:
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True
