"""Checkpoints of a run: written after each epoch, by all processes, and read on any mesh."""

import contextlib
import dataclasses
import functools
import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import jax
import numpy as np
import orbax.checkpoint as orbax

from ..commands import UsageError, one_line
from . import agreement, files
from .datasets.dataset import Dataset
from .refusals import writing
from .result import Completed, Epoch
from .settings import Settings
from .training import Programs, Trained

__all__ = ["Checkpoints", "opened"]

# Should the newest turn out to be damaged, there are some before it.
_KEPT = 3


@contextlib.contextmanager
def opened(settings: Settings, dataset: Dataset) -> Iterator["Checkpoints"]:
    """Open the folder of a run's checkpoints for a block of code.

    Parameters
    ----------
    settings : Settings
        They name it.
    dataset : Dataset
        What the run learns from.

    Raises
    ------
    UsageError
        If there are checkpoints and the run is not to resume, or none that it can go on from and
        it is to, or the folder cannot be written to.
    """
    assert settings.checkpoint is not None
    named = f"--checkpoint is {str(settings.checkpoint)!r}"
    options = orbax.CheckpointManagerOptions(
        max_to_keep=_KEPT,
        enable_async_checkpointing=False,
        cleanup_tmp_directories=True,
        # Only what is saved makes the folder.
        create=False,
    )
    with writing("checkpoint", settings.checkpoint):
        if settings.is_first:
            files.check_writable(settings.checkpoint, ())
        manager = orbax.CheckpointManager(settings.checkpoint.absolute(), options=options)
    with contextlib.closing(manager):
        newest = manager.latest_step()
        if settings.resume and newest is None:
            raise UsageError(f"{named}, where there is none to resume; leave out --resume to begin")
        if newest is not None and not settings.resume:
            raise UsageError(
                f"{named}, where there is one of epoch {newest} already; add --resume to go on "
                "from it, or name another folder"
            )
        checkpoints = Checkpoints(manager, settings, dataset)
        if settings.resume:
            checkpoints.check_settings()
        yield checkpoints


@dataclasses.dataclass(frozen=True)
class Checkpoints:
    """The checkpoints of a run.

    Attributes
    ----------
    manager : orbax.CheckpointManager
        It writes and reads them.
    settings : Settings
        Of the run.
    dataset : Dataset
        What it learns from.
    """

    manager: orbax.CheckpointManager
    settings: Settings
    dataset: Dataset

    def save(self, programs: Programs, completed: Completed, trained: Trained) -> None:
        """Write one, whole or not at all.

        Parameters
        ----------
        programs : Programs
            Of the run.
        completed : Completed
            Its epochs.
        trained : Trained
            What it has come to after them.

        Raises
        ------
        UsageError
            If that cannot be written.
        """
        epoch = completed.epochs[-1].number
        arrays = {"trained": trained, "best": completed.network}
        record = {
            "settings": agreement.learning(self.settings, self.dataset),
            "epochs": [dataclasses.asdict(epoch) for epoch in completed.epochs],
            "best": completed.best.number,
            "digest": _digest(arrays, programs),
        }
        items = {
            "arrays": orbax.args.StandardSave(arrays),
            "record": orbax.args.JsonSave(record),
        }
        with writing("checkpoint", self.manager.directory):
            self.manager.directory.mkdir(parents=True, exist_ok=True)
            # If there is one of this epoch, then it was damaged, and an older one was gone on from.
            if epoch in self.manager.all_steps():
                self.manager.delete(epoch)
            self.manager.save(epoch, args=orbax.args.Composite(**items), force=True)

    def load(self, programs: Programs) -> tuple[Completed, Trained, list[str]]:
        """Read the newest that is not damaged.

        Parameters
        ----------
        programs : Programs
            Of the run that goes on, on whatever devices.

        Returns
        -------
        completed : Completed
            The epochs until then.
        trained : Trained
            What they had come to, on those devices.
        damaged : list of str
            What is wrong with newer ones.

        Raises
        ------
        UsageError
            If all are damaged.
        """
        (arrays, record), damaged = self._newest(functools.partial(self._read, programs))
        epochs = tuple(Epoch(**epoch) for epoch in record["epochs"])
        best = epochs[record["best"] - 1]
        return Completed(epochs, best, arrays["best"]), arrays["trained"], damaged

    def check_settings(self) -> None:
        """Compare the settings and the data with those that the newest was written with.

        Raises
        ------
        UsageError
            If they would lead to other losses, or there is none that can be read.
        """
        now = agreement.learning(self.settings, self.dataset)
        record, _ = self._newest(self._record)
        before = record["settings"]
        if name := agreement.differing(now, before):
            raise UsageError(
                f"--{name.replace('_', '-')} is {now[name]!r}, but the checkpoints in "
                f"{str(self.settings.checkpoint)!r} are of a run where it was {before[name]!r}; "
                "to go on, it must be the same"
            )

    def _newest(self, read: Callable[[int], Any]) -> tuple[Any, list[str]]:
        """Return what is read of the newest that can be, and why newer ones cannot be."""
        damaged: list[str] = []
        for epoch in sorted(self.manager.all_steps(), reverse=True):
            try:
                return read(epoch), damaged
            # What comes of a damaged file may be any error of any of the layers that read it.
            except Exception as error:
                words = one_line(error)[:160]
                damaged.append(f"the checkpoint of epoch {epoch} cannot be read: {words}")
        raise UsageError(
            f"--checkpoint is {str(self.settings.checkpoint)!r}, but {'; '.join(damaged)}"
        )

    def _record(self, epoch: int) -> dict[str, Any]:
        item = {"record": orbax.args.JsonRestore()}
        return self.manager.restore(epoch, args=orbax.args.Composite(**item))["record"]

    def _read(self, programs: Programs, epoch: int) -> tuple[dict[str, Any], dict[str, Any]]:
        like = {"trained": programs.start, "best": programs.whole(programs.start)[0]}
        item = {"arrays": orbax.args.StandardRestore(like)}
        arrays = self.manager.restore(epoch, args=orbax.args.Composite(**item))["arrays"]
        record = self._record(epoch)
        if _digest(arrays, programs) != record["digest"]:
            raise ValueError("its arrays are not those that were written")
        return arrays, record


def _digest(arrays: dict[str, Any], programs: Programs) -> str:
    """Return a text that tells apart what arrays hold: Orbax does not notice bits that flip."""
    whole = {**arrays, "trained": programs.whole(arrays["trained"])}
    digest = hashlib.sha256()
    for leaf in jax.tree.leaves(whole):
        digest.update(np.asarray(leaf).tobytes())
    return digest.hexdigest()
