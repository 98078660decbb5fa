"""``spikefuse train``: a spiking classifier of handwritten digits."""

import argparse
import dataclasses
import importlib

from ..train.settings import (
    COMPARED_EPOCHS,
    COMPARISON_FILE,
    FILES,
    LIMITS,
    Settings,
    parse,
)
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
    from ..train.neurons import MADE

    parser.add_argument(
        "--neuron",
        metavar="NAME",
        help="what the spiking layers consist of, a neuron of spikefuse.neuron, in any case "
        f"(default: {Settings.neuron}; allowed: {', '.join(MADE)})",
    )
    parser.add_argument(
        "--surrogate",
        metavar="NAME",
        help="surrogate of the spikes, a class of spikefuse.surrogate or its function, in any "
        f"case (default: {Settings.surrogate}; allowed: {', '.join(classes())})",
    )
    parser.add_argument(
        "--implementation",
        metavar="NAMES",
        help="what runs the neurons, a name or names in order of preference with commas between "
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
            help=f"{help_text} (default: {_default(name)}; allowed: whole numbers from {least} to "
            f"{greatest})",
        )
    parser.add_argument(
        "--output",
        metavar="FOLDER",
        help=f"where {', '.join(FILES)} are written, replacing those of an earlier run (default: "
        f"{Settings.output}; allowed: any folder that can be made and written to)",
    )
    parser.add_argument(
        "--compare",
        action="store_true",
        help="compare implementations instead: train with xla and with the chosen one, from the "
        "same seed on the same batches, an epoch of each in turn; print both losses and how fast "
        f"they are, and write those, and nothing else, to {COMPARISON_FILE} in the folder of "
        "--output; on a busy machine, more --epochs make the ratio of speeds steadier",
    )


def run(arguments: argparse.Namespace) -> int:
    """Train or compare, and write what came out.

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
    if arguments.compare:
        from ..train.compare import compare

        if arguments.epochs is None:
            settings = dataclasses.replace(settings, epochs=COMPARED_EPOCHS)
        return INTERRUPTED if compare(settings) else 0
    from ..train.run import train

    return INTERRUPTED if train(settings) else 0


def _default(name: str) -> str:
    default = str(getattr(Settings, name))
    return f"{default}, or {COMPARED_EPOCHS} with --compare" if name == "epochs" else default


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
