"""Which implementation runs an operation: what was asked for, and what the platform can do."""

import contextlib
import dataclasses
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import jax
import numpy as np

__all__ = [
    "ENVIRONMENT_VARIABLE",
    "NAMES",
    "PLATFORMS",
    "Choice",
    "Implementation",
    "Kernel",
    "Task",
    "candidates",
    "inside_kernel",
    "is_inside_kernel",
    "requested",
    "shapes",
    "use_implementation",
    "why_not",
]

Implementation = str | Sequence[str] | None
"""What a caller may ask for: a name, names in order of preference, or None."""

ENVIRONMENT_VARIABLE = "SPIKEFUSE_IMPLEMENTATION"

NAMES = ("xla", "pallas", "triton", "native", "associative")
"""Every implementation that an operation can have."""

PLATFORMS = ("cpu", "cuda", "rocm", "tpu")


@dataclasses.dataclass(frozen=True)
class Choice:
    """What was asked for, as part of a traced program.

    Attributes
    ----------
    names : tuple of str, or None
        Names in order of preference; None leaves it to the platform's own order.
    interpret : str or None
        The platform ("cuda" or "tpu") whose kernels Pallas's or Triton's interpreter runs, on any
        device.
    """

    names: tuple[str, ...] | None = None
    interpret: str | None = None


@dataclasses.dataclass(frozen=True)
class Task:
    """What a kernel is to run on.

    Attributes
    ----------
    platform : str
        The platform that the program is lowered for, or whose kernels are interpreted.
    operands, results : tuple of arrays' shapes and dtypes
        What is read, and what is written.
    interpret : bool
        Whether an interpreter is to run the kernel: Pallas's or Triton's.
    exported : bool
        Whether the program may run on another machine than this one.
    partitioned : bool
        Whether XLA cuts the arrays over several devices.
    """

    platform: str
    operands: tuple[jax.ShapeDtypeStruct, ...]
    results: tuple[jax.ShapeDtypeStruct, ...]
    interpret: bool = False
    exported: bool = False
    partitioned: bool = False


class Kernel(Protocol):
    """An implementation of an operation: one file of the operation's folder."""

    def why_not(self, task: Task) -> str | None:
        """Return why it cannot run the task, and what would; None if it can."""
        ...

    run: Callable[..., Any]
    """Given the task, the operands, and the operation's parameters by name, run the operation.

    It raises one of `compat.lowering_errors` for a formula that it does not support.
    """


_chosen = jax.make_user_context(None)
_inside_kernel = jax.make_user_context(False)


@contextlib.contextmanager
def use_implementation(
    implementation: Implementation, *, interpret: str | None = None
) -> Iterator[None]:
    """Set what runs the operations that are traced in a block.

    A call's own ``implementation=`` goes before it, and it goes before the environment variable
    ``SPIKEFUSE_IMPLEMENTATION``, which holds names separated by commas. It is part of the key
    under which JAX caches what it traced, so a jitted function follows it.

    Parameters
    ----------
    implementation : str, sequence of str, or None
        A name, or names in order of preference; None picks by platform.
    interpret : "cuda" or "tpu", optional
        Run that platform's Pallas or Triton kernels in an interpreter, on any device: slow, and
        for checking a kernel where its device is not at hand.

    Raises
    ------
    ValueError
        If there is no implementation of that name, or `interpret` is another platform.

    Examples
    --------
    >>> import jax.numpy as jnp, spikefuse
    >>> with spikefuse.use_implementation("pallas", interpret="cuda"):
    ...     spikefuse.surrogate.Sigmoid()(jnp.array([-1.0, 1.0])).tolist()
    [0.0, 1.0]
    """
    if interpret not in (None, "cuda", "tpu"):
        raise ValueError(f"interpret must be 'cuda', 'tpu' or None, but it is {interpret!r}")
    with _chosen(Choice(_checked(implementation), interpret)):
        yield


def requested(implementation: Implementation = None) -> Choice:
    """Return what was asked for: by the call, else by the block, else by the environment.

    Raises
    ------
    ValueError
        If there is no implementation of that name.
    """
    block: Choice | None = _chosen.value
    interpret = None if block is None else block.interpret
    if implementation is not None:
        return Choice(_checked(implementation), interpret)
    if block is not None:
        return block
    variable = os.environ.get(ENVIRONMENT_VARIABLE)
    if not variable:
        return Choice()
    names = [name.strip() for name in variable.split(",")]
    return Choice(_checked(names, f"{ENVIRONMENT_VARIABLE}={variable!r}"))


@contextlib.contextmanager
def inside_kernel() -> Iterator[None]:
    """Trace operations as the plain formulas that they are, since a kernel is to hold them."""
    with _inside_kernel(True):
        yield


def is_inside_kernel() -> bool:
    """Return whether operations are to be traced as plain formulas."""
    return _inside_kernel.value


def candidates(
    names: Sequence[str], kernels: Mapping[str, Kernel], task: Task
) -> tuple[list[tuple[str, Kernel]], dict[str, str]]:
    """Return the implementations that may run a task, in order, and why the others may not."""
    reasons = {name: why_not(name, kernels, task) for name in names}
    able = [(name, kernels[name]) for name, reason in reasons.items() if reason is None]
    return able, {name: reason for name, reason in reasons.items() if reason is not None}


def why_not(name: str, kernels: Mapping[str, Kernel], task: Task) -> str | None:
    """Return why an implementation cannot run a task; None if it may.

    To ask may import what it needs, so it is asked of those alone that would be taken.
    """
    if name not in kernels:
        return f"is not written for this operation; {' and '.join(kernels)} are"
    return kernels[name].why_not(task)


def _checked(
    implementation: Implementation, source: str = "implementation"
) -> tuple[str, ...] | None:
    if implementation is None:
        return None
    if not isinstance(implementation, str | Sequence):
        raise TypeError(
            f"{source} must be a name, a sequence of names, or None, but it is {implementation!r}"
        )
    names = (implementation,) if isinstance(implementation, str) else tuple(implementation)
    for name in names:
        if name not in NAMES:
            raise ValueError(
                f"{source} names {name!r}, but the implementations are {', '.join(NAMES)}; "
                "None picks one by platform"
            )
    if not names:
        raise ValueError(f"{source} is empty; give a name of {', '.join(NAMES)}, or None")
    return names


def shapes(arrays: Sequence[Any]) -> tuple[jax.ShapeDtypeStruct, ...]:
    """Return the shapes and dtypes of arrays or abstract arrays."""
    return tuple(jax.ShapeDtypeStruct(x.shape, np.dtype(x.dtype)) for x in arrays)
