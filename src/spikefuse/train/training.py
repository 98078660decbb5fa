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
from . import placement
from .data import Digits
from .mesh import made
from .network import Network, activity, initial, scores
from .result import Epoch
from .settings import TEST_IMAGES, TRAINING_IMAGES, Settings

__all__ = ["LEARNING_RATE", "Programs", "Trained", "batches", "compiled", "loss", "run_epochs"]

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
    start : Trained
        What training begins with.
    step : callable
        From those, and the indices of a batch's images, to the next and the batch's loss.
    right : callable
        From a network to how many of the test images it gets right.
    activity : callable
        From a network and one image ``[1, PIXELS]`` to what `network.activity` returns.
    compile_seconds : float
        What compiling took.
    place : callable
        From the indices of a batch's images to what `step` takes.
    whole : callable
        From a network and the optimizer's state to what any device can read, `activity` too.
    """

    start: Trained
    step: Callable[..., tuple[Network, Any, jax.Array]]
    right: Callable[[Network], jax.Array]
    activity: Callable[..., tuple[jax.Array, jax.Array, jax.Array]]
    compile_seconds: float
    place: Callable[[np.ndarray], Any] = lambda batch: batch
    whole: Callable[[Trained], Trained] = lambda trained: trained


def loss(
    network: Network, images: jax.Array, labels: jax.Array, neuron: Neuron, time_steps: int
) -> jax.Array:
    """Return the mean cross-entropy of the images' scores, in nats.

    Parameters
    ----------
    network, images, neuron, time_steps
        As `network.activity` takes them.
    labels : jax.Array of shape [images] and an integer dtype
        The right classes.
    """
    logits = scores(network, images, neuron, time_steps)
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()


def compiled(settings: Settings, neuron: Neuron, digits: Digits) -> Programs:
    """Return the programs of a run, compiled for its mesh, or for the default device.

    Parameters
    ----------
    settings : Settings
        What the run is asked to do.
    neuron : Neuron
        What the network's spiking layers consist of.
    digits : Digits
        What it trains on and is tested on.

    Raises
    ------
    NotImplementedError
        If an implementation that was asked for cannot run here.
    UsageError
        If there are not the devices of its mesh.
    """
    rate = optax.cosine_decay_schedule(LEARNING_RATE, settings.epochs * settings.batches)
    optimizer = optax.adam(rate)
    images, labels = jnp.asarray(digits.training_images), jnp.asarray(digits.training_labels)
    test_images, test_labels = jnp.asarray(digits.test_images), jnp.asarray(digits.test_labels)

    def step(network: Network, state: Any, batch: jax.Array) -> tuple[Network, Any, jax.Array]:
        value, gradient = jax.value_and_grad(loss)(
            network, images[batch], labels[batch], neuron, settings.time_steps
        )
        updates, state = optimizer.update(gradient, state)
        return optax.apply_updates(network, updates), state, value  # pyright: ignore

    def right(network: Network) -> jax.Array:
        logits = scores(network, test_images, neuron, settings.time_steps)
        return jnp.sum(jnp.argmax(logits, axis=-1) == test_labels)

    def show(network: Network, image: jax.Array) -> tuple[jax.Array, jax.Array, jax.Array]:
        return activity(network, image, neuron, settings.time_steps)

    network = initial(settings.seed)
    start = network, optimizer.init(network)  # pyright: ignore
    batch = np.zeros(settings.batch_size, np.int32)
    image = digits.test_images[:1]
    began = time.perf_counter()
    if settings.mesh is None:
        return Programs(
            start=start,
            step=_compiled(step, *start, batch),
            right=_compiled(right, network),
            activity=_compiled(show, network, image),
            compile_seconds=time.perf_counter() - began,
        )
    mesh = made(settings.mesh)
    place = functools.partial(placement.spread_batch, mesh=mesh)
    placed = placement.place(start, mesh)
    ends = *placement.shardings(start, mesh), placement.everywhere(mesh)
    return Programs(
        start=placed,
        step=_compiled(step, *placed, place(batch), out_shardings=ends),
        right=_compiled(right, placed[0], out_shardings=ends[-1]),
        activity=_compiled(show, network, image),
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

    The images that do not fill a batch sit an epoch out; each epoch draws its batches anew.

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
    network, state = trained or programs.start
    for number in range(done + 1, settings.epochs + 1):
        losses: list[jax.Array] = []
        began = time.perf_counter()
        for batch in batches(settings, number):
            network, state, value = programs.step(network, state, programs.place(batch))
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
                accuracy=int(programs.right(network)) / TEST_IMAGES,
                samples_per_second=len(losses) * settings.batch_size / seconds,
            ),
            (network, state),
        )


def batches(settings: Settings, epoch: int) -> np.ndarray:
    """Return which images are in each of an epoch's batches, without repetition.

    Parameters
    ----------
    settings : Settings
        Their batch size and seed.
    epoch : int
        Its number; each epoch has other batches.

    Returns
    -------
    np.ndarray of shape [batches, batch size] and dtype int32
        Indices of training images.
    """
    order = np.random.default_rng([settings.seed, epoch]).permutation(TRAINING_IMAGES)
    used = order[: settings.batches * settings.batch_size].astype(np.int32)
    return used.reshape(settings.batches, settings.batch_size)


def _compiled(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    return jax.jit(function, **options).lower(*arguments).compile()
