"""``spikefuse train``: a spiking classifier of handwritten digits, or of event data."""

import argparse
import dataclasses
import functools

from ..train.datasets.catalogue import KINDS
from ..train.datasets.finding import allowed, found
from ..train.options import parse
from ..train.settings import COMPARED_EPOCHS, COMPARISON_FILE, FILES, LIMITS, NEURONS, Settings
from . import UsageError
from .extras import require

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = (
    "train a spiking network on scikit-learn's handwritten digits or on event data, and draw what "
    "it does"
)

INTERRUPTED = 130

_EXTRAS = {
    "matplotlib": "matplotlib",
    "optax": "optax",
    "rich": "rich",
    "sklearn": "scikit-learn",
}
_CHECKPOINT_EXTRAS = {"orbax.checkpoint": "orbax-checkpoint"}


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
    parser.add_argument(
        "--data",
        metavar="PATH",
        help="event data to train on, which is never downloaded (default: scikit-learn's digits; "
        f"allowed: {allowed()})",
    )
    for name, help_text in (
        ("epochs", "how often the training samples are gone through"),
        ("batch_size", "samples in a step of the optimizer, no more than there are to train on"),
        ("time_steps", "how many time steps an image is shown, or a recording is cut into"),
        ("seed", "of the digits' split into training and test, the first weights, the batches"),
    ):
        _add_number(parser, name, help_text)
    parser.add_argument(
        "--output",
        metavar="FOLDER",
        help=f"where {', '.join(FILES)} are written, replacing those of an earlier run (default: "
        f"{Settings.output}, or after the data; allowed: any folder that can be made and written "
        "to)",
    )
    parser.add_argument(
        "--compare",
        action="store_true",
        help="compare implementations instead: train with xla and with the chosen one, from the "
        "same seed on the same batches, an epoch of each in turn; print both losses and how fast "
        f"they are, and write those, and nothing else, to {COMPARISON_FILE} in the folder of "
        "--output; on a busy machine, more --epochs make the ratio of speeds steadier",
    )
    _add_devices(parser.add_argument_group("more than one device"))
    _add_checkpoints(parser.add_argument_group("checkpoints"))


def run(arguments: argparse.Namespace) -> int:
    """Train or compare, and write what came out.

    Parameters
    ----------
    arguments : argparse.Namespace
        The options' texts; None for those left out.

    Returns
    -------
    int
        0, or 130 if Ctrl-C ended the training after at least one epoch. A process of several does
        not return another status than 0; it ends.

    Raises
    ------
    UsageError
        For a value that cannot be used, data that cannot be read, a folder that cannot be written
        to, an implementation that cannot run here, devices or other processes that are not there,
        checkpoints that cannot be gone on from, or a package that is not installed.
    KeyboardInterrupt
        If Ctrl-C came before an epoch was complete; nothing is written then.
    """
    names = (field.name for field in dataclasses.fields(Settings))
    settings = parse({name: getattr(arguments, name) for name in names})
    if arguments.compare and settings.checkpoint is not None:
        raise UsageError("--checkpoint is for one training, and --compare makes two; leave out one")
    if arguments.compare and arguments.epochs is None:
        settings = dataclasses.replace(settings, epochs=COMPARED_EPOCHS)
    require(_EXTRAS if settings.checkpoint is None else _EXTRAS | _CHECKPOINT_EXTRAS, "train")
    if settings.data is not None:
        kind = found(settings.data).kind
        require(kind.packages, kind.extra)
    from ..train.processes import together

    return together(settings, functools.partial(_work, settings, arguments.compare))


def _work(settings: Settings, comparing: bool) -> int:
    if comparing:
        from ..train.compare import compare as work
    else:
        from ..train.run import train as work
    return INTERRUPTED if work(settings) else 0


def _add_devices(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--mesh",
        metavar="AXES",
        help="devices to spread the training over: each batch over those of the axis data, each "
        "layer's neurons over those of the axis model (default: one device; allowed: data, model "
        "or both, as in data=2,model=2, where data divides the batch size and model "
        f"{NEURONS})",
    )
    group.add_argument(
        "--coordinator",
        metavar="HOST:PORT",
        help="where several processes meet, on the machine of process 0; all are started with the "
        "same options but --process, train on the same data, and have the mesh's devices "
        "together; the first prints and writes files (default: one process; allowed: a host and "
        "a port that is free there, with --processes, --process and a --mesh over all devices)",
    )
    _add_number(group, "processes", "how many there are")
    _add_number(group, "process", "which of them this is")
    _add_number(
        group,
        "timeout",
        "seconds after which a process gives up if the others have not come, or if one of them is "
        "silent; that one of them has ended it usually notices at once",
    )


def _add_checkpoints(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--checkpoint",
        metavar="FOLDER",
        help="where a checkpoint is written after each epoch, and the last few are kept; for "
        "processes on several machines, a folder that they share (default: none is written; "
        "allowed: any folder that can be made and written to, without checkpoints unless with "
        "--resume)",
    )
    group.add_argument(
        "--resume",
        action="store_true",
        help="go on from the newest checkpoint in that folder, to the same losses; the mesh, the "
        "implementation, the processes and the output may be others, what decides on the losses "
        "may not",
    )


def _add_number(
    parser: argparse.ArgumentParser | argparse._ArgumentGroup, name: str, help_text: str
) -> None:
    least, greatest = LIMITS[name]
    parser.add_argument(
        f"--{name.replace('_', '-')}",
        metavar="NUMBER",
        help=f"{help_text} (default: {_default(name)}; allowed: whole numbers from {least} to "
        f"{greatest})",
    )


def _default(name: str) -> str:
    others = {
        "epochs": f", or {COMPARED_EPOCHS} with --compare",
        "time_steps": "".join(f", {kind.time_steps} for {kind.name}" for kind in KINDS),
    }
    return f"{getattr(Settings, name)}{others.get(name, '')}"
