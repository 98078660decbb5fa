"""A run of several processes: how they meet, and how each of them ends.

None of them ends well alone. One that fails leaves at once, and the others, whose exchange with it
breaks, leave with an error; of one that is silent, JAX's heartbeats tell the others after a while.
"""

import os
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable

import jax

from ..commands import ENDINGS, UsageError, one_line, told
from . import agreement
from .settings import Settings

__all__ = ["together"]

FAILED = 1

# How much later than the others the first process leaves, in seconds: JAX's service, which all
# others hang on, ends with it, and that would cut them short before they have said why they leave.
_LAST_WORDS = 1.0

# What is in the messages of exchanges that break.
_BROKEN = ("Gloo", "NCCL", "UNAVAILABLE", "DEADLINE_EXCEEDED")


def together(settings: Settings, work: Callable[[], int]) -> int:
    """Do some work in all processes of a run, and return its exit status.

    Where there are several, this ends the process if its status is not 0.

    Parameters
    ----------
    settings : Settings
        They say which process this is, of how many.
    work : callable
        Returns an exit status, or raises an error.
    """
    if settings.coordinator is None:
        return work()
    try:
        _join(settings, settings.coordinator)
        agreement.check_processes(settings)
        status = work()
    except BaseException as error:
        status = _told(error, settings)
    if status:
        _leave(status, settings)
    jax.distributed.shutdown()
    return 0


def _join(settings: Settings, coordinator: str) -> None:
    """Meet the other processes.

    Raises
    ------
    UsageError
        If that is not possible, or they are not all there in time.
    """
    _check_address(coordinator, listening=settings.process == 0)
    # With JAX's service for preemption, SIGTERM would no longer end a process.
    jax.config.update("jax_enable_preemption_service", False)
    errors: list[Exception] = []

    def initialize() -> None:
        try:
            jax.distributed.initialize(
                coordinator,
                settings.processes,
                settings.process,
                cluster_detection_method="deactivate",
                # JAX would end the process then, and not say what was missing.
                initialization_timeout=2 * settings.timeout,
                heartbeat_timeout_seconds=settings.timeout,
            )
        except Exception as error:
            errors.append(error)

    # While JAX waits for the others, Ctrl-C is to end this one.
    meeting = threading.Thread(target=initialize, daemon=True)
    meeting.start()
    meeting.join(settings.timeout)
    if meeting.is_alive() or errors:
        why = f" ({one_line(errors[0])})" if errors else ""
        raise UsageError(
            f"--coordinator is {coordinator!r}, where {settings.processes} processes did not meet "
            f"within {settings.timeout} s{why}; each needs that address, which is of the machine "
            f"of process 0, the same --processes, and a --process of its own, from 0 to "
            f"{settings.processes - 1}; --timeout makes them wait longer"
        )


def _check_address(coordinator: str, *, listening: bool) -> None:
    """Refuse an address that is none, or where this process cannot listen."""
    host, _, port = coordinator.rpartition(":")
    try:
        socket.getaddrinfo(host.strip("[]"), int(port))
        if listening:
            family = socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET
            # As JAX does it, which ends in a crash if it is not possible.
            with socket.create_server(
                ("", int(port)), family=family, dualstack_ipv6=family == socket.AF_INET6
            ):
                pass
    except OSError as error:
        # To what the system says, Python may add the address.
        why, _, _ = (error.strerror or str(error)).partition(" (")
        raise UsageError(
            f"--coordinator is {coordinator!r}, which cannot be used ({why}); it must be the host "
            "of process 0 and a port that is free there"
        ) from error


def _told(error: BaseException, settings: Settings) -> int:
    """Say what ended the work, and return the exit status."""
    if isinstance(error, ENDINGS):
        return told("train", error)
    if _is_broken_exchange(error):
        print(
            f"spikefuse train: process {settings.process} of {settings.processes} lost another "
            f"one, which ended or cannot be reached: {one_line(error)}",
            file=sys.stderr,
        )
    else:
        traceback.print_exception(error)
    return FAILED


def _is_broken_exchange(error: BaseException) -> bool:
    # For some of its failures XLA raises Python's ValueError.
    failed = isinstance(error, jax.errors.JaxRuntimeError | ValueError)
    return failed and any(word in str(error) for word in _BROKEN)


def _leave(status: int, settings: Settings) -> None:
    """End the process without waiting for the others, which may be waiting for this one."""
    sys.stdout.flush()
    sys.stderr.flush()
    if settings.process == 0:
        time.sleep(_LAST_WORDS)
    os._exit(status)
