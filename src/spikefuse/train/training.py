"""The training loop: compiled programs, and epochs of them."""

import dataclasses
import functools
import time
from collections.abc import Callable, Iterator
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from ..neuron import Neuron
from . import batches, placement
from .batches import Batch
from .datasets.dataset import Dataset
from .mesh import made
from .network import Network, activity, initial, scores
from .result import Epoch
from .settings import Settings

__all__ = ["LEARNING_RATE", "Programs", "Trained", "compiled", "loss", "run_epochs"]

LEARNING_RATE = 2e-3
"""Adam's, at the first batch; from there it falls to 0 along a cosine."""


Trained = tuple[Network, Any]
"""A network, and the state of its optimizer."""


@dataclasses.dataclass(frozen=True)
class Programs:
    """What a run computes, compiled.

    All but `activity` is for all devices of a run, and to be called by all of its processes.

    Attributes
    ----------
    dataset : Dataset
        What is learnt from.
    start : Trained
        What training begins with.
    step : callable
        From those, and a batch that `place` made, to the next and the batch's loss.
    right : callable
        From a network and a batch that `place` made to how many of its samples it gets right.
    activity : callable
        From a network and the inputs of one sample to what `network.activity` returns.
    compile_seconds : float
        What compiling took.
    place : callable
        From a batch to what `step` and `right` take.
    whole : callable
        From a network and the optimizer's state to what any device can read, `activity` too.
    """

    dataset: Dataset
    start: Trained
    step: Callable[..., tuple[Network, Any, jax.Array]]
    right: Callable[..., jax.Array]
    activity: Callable[..., tuple[jax.Array, jax.Array, jax.Array]]
    compile_seconds: float
    place: Callable[[Batch], Any] = lambda batch: batch
    whole: Callable[[Trained], Trained] = lambda trained: trained


def loss(
    network: Network, inputs: jax.Array, labels: jax.Array, neuron: Neuron, time_steps: int
) -> jax.Array:
    """Return the mean cross-entropy of the samples' scores, in nats.

    Parameters
    ----------
    network, inputs, neuron, time_steps
        As `network.activity` takes them.
    labels : jax.Array of shape [samples] and an integer dtype
        The right classes.
    """
    logits = scores(network, inputs, neuron, time_steps)
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()


def compiled(settings: Settings, neuron: Neuron, dataset: Dataset) -> Programs:
    """Return the programs of a run, compiled for its mesh, or for the default device.

    Parameters
    ----------
    settings : Settings
        What the run is asked to do.
    neuron : Neuron
        What the network's spiking layers consist of.
    dataset : Dataset
        What it trains on and is tested on.

    Raises
    ------
    NotImplementedError
        If an implementation that was asked for cannot run here.
    UsageError
        If there are not the devices of its mesh.
    """
    steps = settings.epochs * batches.count(settings, dataset)
    optimizer = optax.adam(optax.cosine_decay_schedule(LEARNING_RATE, steps))

    def step(
        network: Network, state: Any, batch: tuple[jax.Array, jax.Array]
    ) -> tuple[Network, Any, jax.Array]:
        value, gradient = jax.value_and_grad(loss)(network, *batch, neuron, settings.time_steps)
        updates, state = optimizer.update(gradient, state)
        return optax.apply_updates(network, updates), state, value  # pyright: ignore

    def right(network: Network, batch: tuple[jax.Array, jax.Array]) -> jax.Array:
        inputs, labels = batch
        logits = scores(network, inputs, neuron, settings.time_steps)
        return jnp.sum(jnp.argmax(logits, axis=-1) == labels)

    def show(network: Network, inputs: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
        return activity(network, inputs, neuron, settings.time_steps)

    network = initial(settings.seed, dataset.inputs, dataset.classes)
    start = network, optimizer.init(network)  # pyright: ignore
    example = batches.made(dataset.training, np.zeros(settings.batch_size, np.int32))
    one = dataset.test.inputs(np.array([0]))
    began = time.perf_counter()
    if settings.mesh is None:
        return Programs(
            dataset=dataset,
            start=start,
            step=_compiled(step, *start, example),
            right=_compiled(right, network, example),
            activity=_compiled(show, network, one),
            compile_seconds=time.perf_counter() - began,
        )
    mesh = made(settings.mesh)
    place = functools.partial(placement.spread_batch, mesh=mesh)
    placed = placement.place(start, mesh)
    ends = *placement.shardings(start, mesh), placement.everywhere(mesh)
    return Programs(
        dataset=dataset,
        start=placed,
        step=_compiled(step, *placed, place(example), out_shardings=ends),
        right=_compiled(right, placed[0], place(example), out_shardings=ends[-1]),
        activity=_compiled(show, network, one),
        place=place,
        whole=placement.gathering(placed, mesh),
        compile_seconds=time.perf_counter() - began,
    )


def run_epochs(
    programs: Programs,
    settings: Settings,
    advance: Callable[[], None],
    done: int = 0,
    trained: Trained | None = None,
) -> Iterator[tuple[Epoch, Trained]]:
    """Train, and yield what each epoch came to, with the network and the optimizer after it.

    The samples that do not fill a batch sit an epoch out; each epoch draws its batches anew.

    Parameters
    ----------
    programs : Programs
        What `compiled` returned.
    settings : Settings
        What the run is asked to do.
    advance : callable
        Called after each batch.
    done : int
        How many epochs came before.
    trained : Trained
        What it was after them.
    """
    dataset = programs.dataset
    network, state = trained or programs.start
    for number in range(done + 1, settings.epochs + 1):
        losses: list[jax.Array] = []
        began = time.perf_counter()
        for indices in batches.drawn(settings, dataset, number):
            batch = programs.place(batches.made(dataset.training, indices))
            network, state, value = programs.step(network, state, batch)
            # Waiting for the batch before, and not for this one, keeps an accelerator busy.
            if losses:
                losses[-1].block_until_ready()
            losses.append(value)
            advance()
        jax.block_until_ready((network, state))
        seconds = time.perf_counter() - began
        yield (
            Epoch(
                number=number,
                loss=float(np.mean([float(value) for value in losses])),
                accuracy=_accuracy(programs, settings, network),
                samples_per_second=len(losses) * settings.batch_size / seconds,
            ),
            (network, state),
        )


def _accuracy(programs: Programs, settings: Settings, network: Network) -> float:
    """Return the share of the test samples that a network gets right."""
    samples = programs.dataset.test
    counts: list[jax.Array] = []
    for batch in batches.covering(samples, settings.batch_size):
        counts.append(programs.right(network, programs.place(batch)))
        # As in training; and no more than two batches are on a device.
        if len(counts) > 1:
            counts[-2].block_until_ready()
    return sum(int(count) for count in counts) / len(samples.labels)


def _compiled(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    return jax.jit(function, **options).lower(*arguments).compile()
