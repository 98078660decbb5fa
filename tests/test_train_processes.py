"""``spikefuse train`` in two processes on this machine: their losses, and how they end."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from runs import contents, losses, numbers, train

from spikefuse.train.settings import Settings

# Few steps of the optimizer: see `on_four_devices.py`.
FEW = ("--epochs", "2", "--time-steps", "4", "--batch-size", "480")
ENDLESS = ("--epochs", "10000", "--time-steps", "4", "--batch-size", "480")

# Seconds after which a process that lost the other has ended, on a machine that is busy.
BOUND = 60

TRAIN = ("-m", "spikefuse", "train")
EXCHANGE = (Path(__file__).parent / "exchanging.py",)


@pytest.fixture
def start():
    """Return a function that starts a program with options, and end what is left of it."""
    with contextlib.ExitStack() as stack:

        def started(program, *options):
            process = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-W", "error", *map(str, (*program, *options))],
                    env={**os.environ, "JAX_PLATFORMS": "cpu", "JAX_NUM_CPU_DEVICES": "1"},
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(process.kill)
            return process

        yield started


@pytest.fixture
def start_two(start, tmp_path):
    """Return a function that starts two processes of a run, with options of all and of each."""

    def started(*options, mesh="data=2", each=((), ())):
        met = ("--coordinator", f"127.0.0.1:{free_port()}", "--processes", "2", "--mesh", mesh)
        return [
            start(
                TRAIN, *options, *met, "--process", number, "--output", tmp_path / f"{number}", *own
            )
            for number, own in enumerate(each)
        ]

    return started


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def assert_refused(process, *words):
    _, errors = process.communicate(timeout=BOUND)
    assert process.returncode == 2, errors
    assert errors.count("\n") == 1, errors
    for word in words:
        assert word in errors


def test_losses_are_those_of_one_process_which_can_go_on(start_two, tmp_path):
    kept = ("--checkpoint", str(tmp_path / "kept"))
    both = start_two(*FEW, *kept, mesh="model=2")
    printed, errors = zip(
        *(process.communicate(timeout=2 * BOUND) for process in both), strict=True
    )
    assert [process.returncode for process in both] == [0, 0], errors
    assert errors == ("", "")
    assert "epoch 2/2" in printed[0]
    assert "epoch" not in printed[1]
    assert contents(tmp_path) == ["0", "kept"]
    settings = numbers(tmp_path / "0")["settings"]
    assert settings["mesh"] == {"data": 1, "model": 2}
    assert settings["processes"] == 2
    assert train(tmp_path / "one", *FEW) == 0
    np.testing.assert_allclose(losses(tmp_path / "0"), losses(tmp_path / "one"), rtol=1e-6)
    for epoch in (tmp_path / "kept").glob("2/**/*"):
        if epoch.is_file():
            epoch.unlink()
    assert train(tmp_path / "then", *FEW, *kept, "--resume") == 0
    np.testing.assert_allclose(losses(tmp_path / "then"), losses(tmp_path / "0"), rtol=1e-6)


def wait_for(process, words):
    for line in process.stdout:
        if line.startswith(words):
            return
    pytest.fail(process.stderr.read())


def assert_ends_with_an_error(process):
    _, errors = process.communicate(timeout=BOUND)
    assert process.returncode != 0
    assert "lost another one" in errors or "another task died" in errors


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
@pytest.mark.parametrize("number", [0, pytest.param(1, marks=pytest.mark.once)])
def test_process_that_dies_while_training_ends_the_other(start_two, number):
    both = start_two(*ENDLESS)
    wait_for(both[0], "epoch     2/")
    both[number].kill()
    began = time.monotonic()
    assert_ends_with_an_error(both[1 - number])
    # At once: before it would be missed.
    assert time.monotonic() - began < Settings.timeout / 2


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
@pytest.mark.parametrize("sent", ["SIGINT", "SIGSTOP"])
def test_process_that_leaves_or_is_silent_ends_the_other(start, sent):
    coordinator = f"127.0.0.1:{free_port()}"
    first, second = (start(EXCHANGE, coordinator, number) for number in (0, 1))
    wait_for(first, "exchanged")
    second.send_signal(getattr(signal, sent))
    assert_ends_with_an_error(first)
    if sent == "SIGINT":
        _, errors = second.communicate(timeout=BOUND)
        assert second.returncode == 130
        assert errors == "spikefuse train: interrupted\n"


@pytest.mark.once
def test_processes_that_do_not_meet(start):
    options = ("--mesh", "data=2", "--processes", "2", "--timeout", "5")
    with socket.create_server(("", 0)) as server:
        taken = f"127.0.0.1:{server.getsockname()[1]}"
        alone = [
            start(TRAIN, *options, "--coordinator", f"127.0.0.1:{free_port()}", "--process", number)
            for number in (0, 1)
        ]
        refused = start(TRAIN, *options, "--coordinator", taken, "--process", "0")
        lost = start(TRAIN, *options, "--coordinator", "host.invalid:1234", "--process", "1")
        assert_refused(refused, taken, "Address already in use", "a port that is free")
        assert_refused(lost, "host.invalid:1234", "cannot be used")
    for process in alone:
        assert_refused(process, "2 processes did not meet within 5 s", "--timeout")


def test_processes_with_different_settings(start_two):
    for process in start_two(each=((), ("--seed", "3"))):
        assert_refused(process, "--seed is '3' in process 1 and '0' in process 0")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--processes", "2"), "missing is --coordinator and --process"),
        (("--coordinator", "a:1", "--process", "0"), "missing is --processes"),
        (
            ("--coordinator", "a:1", "--processes", "2", "--process", "2"),
            "--process is '2'; of 2 processes, it must be a whole number from 0 to 1",
        ),
        (("--coordinator", "a:1", "--processes", "2", "--process", "0"), "such as data=2"),
    ],
)
def test_options_that_do_not_go_together(tmp_path, capsys, options, why):
    assert train(tmp_path / "run", *options) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    assert why in errors
    assert contents(tmp_path) == []
