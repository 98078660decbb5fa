"""Checkpoints of a run: written after each epoch, by all processes, and read on any mesh."""

import contextlib
import dataclasses
import hashlib
from collections.abc import Iterator
from typing import Any

import jax
import numpy as np
import orbax.checkpoint as orbax

from ..commands import UsageError
from . import agreement, files
from .refusals import writing
from .result import Completed, Epoch
from .settings import Settings
from .training import Programs, Trained

__all__ = ["Checkpoints", "opened"]

# Should the newest turn out to be damaged, there are some before it.
_KEPT = 3


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator["Checkpoints"]:
    """Open the folder of a run's checkpoints for a block of code.

    Parameters
    ----------
    settings : Settings
        They name it.

    Raises
    ------
    UsageError
        If there are checkpoints and the run is not to resume, or the other way round, or the
        folder cannot be written to.
    """
    assert settings.checkpoint is not None
    named = f"--checkpoint is {str(settings.checkpoint)!r}"
    with writing("checkpoint", settings.checkpoint):
        if settings.is_first:
            files.check_writable(settings.checkpoint, ())
        options = orbax.CheckpointManagerOptions(
            max_to_keep=_KEPT, enable_async_checkpointing=False, cleanup_tmp_directories=True
        )
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
        yield Checkpoints(manager, settings)


@dataclasses.dataclass(frozen=True)
class Checkpoints:
    """The checkpoints of a run.

    Attributes
    ----------
    manager : orbax.CheckpointManager
        It writes and reads them.
    settings : Settings
        Of the run.
    """

    manager: orbax.CheckpointManager
    settings: Settings

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
        arrays = {"trained": trained, "best": completed.network}
        record = {
            "settings": agreement.values(self.settings, agreement.LEARNING),
            "epochs": [dataclasses.asdict(epoch) for epoch in completed.epochs],
            "best": completed.best.number,
            "digest": _digest(arrays, programs),
        }
        items = {
            "arrays": orbax.args.StandardSave(arrays),  # pyright: ignore
            "record": orbax.args.JsonSave(record),  # pyright: ignore
        }
        with writing("checkpoint", self.manager.directory):
            self.manager.save(completed.epochs[-1].number, args=orbax.args.Composite(**items))

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
            If all are damaged, or it is of a run with other settings.
        """
        damaged: list[str] = []
        for epoch in sorted(self.manager.all_steps(), reverse=True):
            try:
                arrays, record = self._read(epoch, programs)
            # What comes of a damaged file may be any error of any of the readers' layers.
            except Exception as error:
                words = " ".join(str(error).split())[:160]
                damaged.append(f"the checkpoint of epoch {epoch} cannot be read: {words}")
                continue
            self._check_settings(record["settings"])
            epochs = tuple(Epoch(**epoch) for epoch in record["epochs"])
            best = epochs[record["best"] - 1]
            return Completed(epochs, best, arrays["best"]), arrays["trained"], damaged
        raise UsageError(
            f"--checkpoint is {str(self.settings.checkpoint)!r}, but {'; '.join(damaged)}"
        )

    def _read(self, epoch: int, programs: Programs) -> tuple[dict[str, Any], dict[str, Any]]:
        like = {"trained": programs.start, "best": programs.whole(programs.start)[0]}
        items = {
            "arrays": orbax.args.StandardRestore(like),  # pyright: ignore
            "record": orbax.args.JsonRestore(),  # pyright: ignore
        }
        found = self.manager.restore(epoch, args=orbax.args.Composite(**items))
        if _digest(found["arrays"], programs) != found["record"]["digest"]:
            raise ValueError("its arrays are not those that were written")
        return found["arrays"], found["record"]

    def _check_settings(self, before: dict[str, str]) -> None:
        now = agreement.values(self.settings, agreement.LEARNING)
        if name := agreement.differing(now, before):
            raise UsageError(
                f"--{name.replace('_', '-')} is {now[name]!r}, but the checkpoints in "
                f"{str(self.settings.checkpoint)!r} are of a run where it was {before[name]!r}; "
                "to go on, it must be the same"
            )


def _digest(arrays: dict[str, Any], programs: Programs) -> str:
    """Return a text that tells apart what arrays hold: Orbax does not notice bits that flip."""
    whole = {**arrays, "trained": programs.whole(arrays["trained"])}
    digest = hashlib.sha256()
    for leaf in jax.tree.leaves(whole):
        digest.update(np.asarray(leaf).tobytes())
    return digest.hexdigest()
