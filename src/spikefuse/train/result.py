"""What a run came to, as immutable values."""

import dataclasses

from .network import Network

__all__ = ["Completed", "Epoch", "after"]


@dataclasses.dataclass(frozen=True)
class Epoch:
    """What one epoch came to.

    Attributes
    ----------
    number : int
        From 1.
    loss : float
        Mean over the epoch's batches, in nats.
    accuracy : float
        Share of the test samples that the network gets right after it, from 0 to 1.
    samples_per_second : float
        Training samples a second, without compiling and testing.
    """

    number: int
    loss: float
    accuracy: float
    samples_per_second: float


@dataclasses.dataclass(frozen=True)
class Completed:
    """The epochs that are done, of which there is at least one.

    Attributes
    ----------
    epochs : tuple of Epoch
        In order.
    best : Epoch
        The first of those with the highest test accuracy.
    network : Network
        The parameters after the best epoch.
    """

    epochs: tuple[Epoch, ...]
    best: Epoch
    network: Network

    @property
    def samples_per_second(self) -> float:
        """Training samples a second, over all epochs."""
        seconds = sum(1 / epoch.samples_per_second for epoch in self.epochs)
        return len(self.epochs) / seconds


def after(completed: Completed | None, epoch: Epoch, network: Network) -> Completed:
    """Return what is completed after one more epoch.

    Parameters
    ----------
    completed : Completed or None
        What was before; None before the first epoch.
    epoch : Epoch
        What the epoch came to.
    network : Network
        The parameters after it.
    """
    if completed is None:
        return Completed((epoch,), epoch, network)
    epochs = (*completed.epochs, epoch)
    if epoch.accuracy > completed.best.accuracy:
        return Completed(epochs, epoch, network)
    return dataclasses.replace(completed, epochs=epochs)
