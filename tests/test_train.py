"""``spikefuse train``: what it writes, what it refuses, and how it is interrupted."""

import json
import math
import os
import signal
import subprocess
import sys

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from spikefuse import command_line
from spikefuse.surrogate import Sigmoid
from spikefuse.surrogate.catalogue import classes
from spikefuse.train import data, files, network, picture, record, result, training
from spikefuse.train.settings import (
    FILES,
    TEST_IMAGES,
    TRAINING_IMAGES,
    Settings,
    parse,
)

QUICK = ("--epochs", "2", "--time-steps", "6", "--batch-size", "48")

SIGNATURES = {"run.json": b"{", "parameters.npz": b"PK", "run.png": b"\x89PNG"}


def train(folder, *options):
    return command_line.main(["train", "--output", str(folder), *QUICK, *options])


def contents(folder):
    return sorted(path.name for path in folder.iterdir())


def numbers(folder):
    def refuse(name):
        raise AssertionError(f"{name} is not JSON")

    return json.loads((folder / "run.json").read_text(), parse_constant=refuse)


def losses(folder):
    return [epoch["loss"] for epoch in numbers(folder)["epochs"]]


def read_network(folder):
    with np.load(folder / "parameters.npz") as arrays:
        layers = (
            network.Layer(
                *(jnp.asarray(arrays[f"{layer}.{field}"]) for field in ("weights", "bias"))
            )
            for layer in ("first", "second", "readout")
        )
        return network.Network(*layers)


@pytest.fixture(scope="module")
def quick_run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("train") / "made" / "run"
    assert train(folder) == 0
    return folder


# What a run writes.


def test_run_writes_its_three_files_and_nothing_else(quick_run):
    assert contents(quick_run) == sorted(FILES)
    for name, signature in SIGNATURES.items():
        assert (quick_run / name).read_bytes().startswith(signature)


def test_numbers_of_a_run(quick_run):
    run = numbers(quick_run)
    assert run["settings"] == {
        "surrogate": "Sigmoid(alpha=4.0)",
        "implementation": None,
        "epochs": 2,
        "batch_size": 48,
        "time_steps": 6,
        "seed": 0,
        "output": str(quick_run),
    }
    assert run["versions"]["jax"] == jax.__version__
    assert set(run["versions"]) == {"spikefuse", "jax", "numpy", "optax", "python"}
    assert run["platform"] == jax.default_backend()
    assert run["interrupted"] is False
    assert [epoch["epoch"] for epoch in run["epochs"]] == [1, 2]
    assert run["best"] == max(run["epochs"], key=lambda epoch: epoch["test_accuracy"])
    assert 0 < run["compile_seconds"] < run["total_seconds"]
    assert all(epoch["samples_per_second"] > 0 for epoch in run["epochs"])


def test_loss_is_finite_and_decreases(quick_run):
    first, second = losses(quick_run)
    assert math.isfinite(first)
    assert 0 < second < 0.8 * first


def test_parameters_are_those_of_the_best_epoch(quick_run):
    digits = data.load(0)
    scores = network.scores(read_network(quick_run), jnp.asarray(digits.test_images), Sigmoid(), 6)
    accuracy = np.mean(np.argmax(scores, axis=-1) == digits.test_labels)
    assert accuracy == pytest.approx(numbers(quick_run)["best"]["test_accuracy"], abs=1e-6)
    assert accuracy > 0.5


def test_the_same_seed_gives_the_same_losses_and_another_seed_others(quick_run, tmp_path):
    assert train(tmp_path / "same") == 0
    assert train(tmp_path / "other", "--seed", "4294967295") == 0
    assert losses(tmp_path / "same") == losses(quick_run)
    assert losses(tmp_path / "other") != losses(quick_run)


def test_output_is_plain_lines_where_it_is_no_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert train(tmp_path, "--surrogate", "ARCTAN", "--implementation", "pallas, xla") == 0
    output, errors = capsys.readouterr()
    assert errors == ""
    assert output.isascii()
    assert output.replace("\n", "").isprintable()
    heading, *epochs, best, speed, where = output.splitlines()
    assert heading.startswith("Arctan(alpha=1.0)")
    assert [line.split()[:2] for line in epochs] == [["epoch", "1/2"], ["epoch", "2/2"]]
    assert "best test accuracy" in best
    assert "samples/s" in speed
    assert all(str(tmp_path / name) in where for name in FILES)
    assert numbers(tmp_path)["settings"]["implementation"] == ["pallas", "xla"]


def test_loss_that_is_not_finite_is_null_in_json_and_can_be_drawn(tmp_path):
    digits = data.load(0)
    settings = Settings(epochs=1, time_steps=2, output=tmp_path)
    programs = training.compiled(settings, Sigmoid(), digits)
    epoch = result.Epoch(number=1, loss=math.nan, accuracy=0.1, samples_per_second=1.0)
    completed = result.after(None, epoch, programs.start[0])
    record.save(
        record.Record(settings, Sigmoid(), digits, programs, completed, 1.0, interrupted=False)
    )
    assert losses(tmp_path) == [None]


# What a run refuses.


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("--epochs", "x", "from 1 to 10000"),
        ("--epochs", "", "from 1 to 10000"),
        ("--epochs", "1.5", "from 1 to 10000"),
        ("--epochs", "0", "from 1 to 10000"),
        ("--epochs", "-3", "from 1 to 10000"),
        ("--epochs", "9" * 5000, "from 1 to 10000"),
        ("--epochs", "1\n2", "from 1 to 10000"),
        ("--batch-size", "0", "from 1 to 1437"),
        ("--batch-size", "100000", "from 1 to 1437"),
        ("--time-steps", "1001", "from 1 to 1000"),
        ("--seed", "-1", "from 0 to 4294967295"),
        ("--seed", "4294967296", "from 0 to 4294967295"),
        ("--surrogate", "step", "Arctan"),
        ("--surrogate", "", "Arctan"),
        ("--surrogate", "Surrogate", "Arctan"),
        ("--surrogate", "relu_grad2", "Arctan"),
        ("--implementation", "cuda", "xla, pallas, triton, native"),
        ("--implementation", "", "xla, pallas, triton, native"),
        ("--implementation", "xla,", "xla, pallas, triton, native"),
    ],
)
def test_bad_value_is_one_line_that_says_what_is_allowed(tmp_path, capsys, option, value, allowed):
    assert train(tmp_path / "run", option, value) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    assert f"{option} is {value!r}" in errors
    assert allowed in errors
    assert contents(tmp_path) == []


@pytest.mark.skipif(jax.default_backend() != "cpu", reason="pallas runs here")
@pytest.mark.parametrize("source", ["--implementation", "SPIKEFUSE_IMPLEMENTATION"])
def test_implementation_that_cannot_run_here(tmp_path, capsys, monkeypatch, source):
    options = ("--implementation", "pallas") if source.startswith("--") else ()
    if not options:
        monkeypatch.setenv(source, "pallas")
    assert train(tmp_path / "run", *options) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    assert f"{source} is 'pallas'" in errors
    assert "compiles for GPU and TPU only; use 'xla'" in errors
    assert contents(tmp_path) == []


def test_unknown_implementation_in_the_environment(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SPIKEFUSE_IMPLEMENTATION", "cuda")
    assert train(tmp_path / "run") == 2
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert "SPIKEFUSE_IMPLEMENTATION='cuda'" in errors
    assert contents(tmp_path) == []


def no_training(*_):
    raise AssertionError("training began")


@pytest.mark.parametrize("output", ["file", "file/run", "x" * 300, "taken", ""])
def test_folder_that_cannot_be_written_to_is_found_out_before_training(
    tmp_path, capsys, monkeypatch, output
):
    monkeypatch.setattr(training, "compiled", no_training)
    (tmp_path / "file").write_text("kept")
    (tmp_path / "taken" / "run.png").mkdir(parents=True)
    folder = tmp_path / output if output else ""
    assert train(folder) == 2
    printed, errors = capsys.readouterr()
    assert printed == ""
    assert errors.count("\n") == 1
    assert f"--output is {str(folder)!r}" in errors
    assert contents(tmp_path) == ["file", "taken"]
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_folder_without_permission(tmp_path, capsys):
    tmp_path.chmod(0o500)
    assert train(tmp_path / "run") == 2
    assert "Permission denied" in capsys.readouterr().err


def test_error_while_writing_is_one_line(tmp_path, capsys, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_whole", full)
    assert train(tmp_path) == 2
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert "No space left on device" in errors


@pytest.mark.parametrize("module", ["matplotlib", "optax", "rich", "sklearn"])
def test_missing_package_is_one_line_that_says_how_to_install_it(
    tmp_path, capsys, monkeypatch, module
):
    monkeypatch.setitem(sys.modules, module, None)
    assert train(tmp_path / "run") == 2
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert "python -m pip install 'spikefuse[train]'" in errors
    assert contents(tmp_path) == []


def test_help_needs_none_of_the_packages_that_training_needs():
    program = (
        "import sys; import spikefuse.commands.train; "
        "print({'matplotlib', 'optax', 'rich', 'sklearn'} & set(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "set()"


def test_help_has_defaults_and_allowed_values(capsys):
    with pytest.raises(SystemExit) as caught:
        train("run", "--help")
    assert caught.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    assert text.count("default: ") == text.count("allowed: ") == 7
    assert "xla, pallas, triton, native" in text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sigmoid", "Sigmoid"),
        ("Soft_Sign", "SoftSign"),
        ("softsign", "SoftSign"),
        ("erf", "ERF"),
        ("s2nn", "S2NN"),
        ("inv_square_grad", "InvSquareGrad"),
    ],
)
def test_surrogate_by_the_name_of_its_class_or_function(text, name):
    assert parse({"surrogate": text}).surrogate == name


def test_every_surrogate_can_be_named_and_made():
    made = {name: classes()[parse({"surrogate": name.upper()}).surrogate]() for name in classes()}
    assert all(type(surrogate).__name__ == name for name, surrogate in made.items())
    assert {"Sigmoid", "Arctan", "S2NN", "SquarewaveFourierSeries"} <= set(made)


# How a run is interrupted.


def interrupt_after(monkeypatch, epochs):
    run_epochs = training.run_epochs

    def interrupted(*arguments):
        for done, value in enumerate(run_epochs(*arguments)):
            if done == epochs:
                break
            yield value
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "run_epochs", interrupted)


def test_interruption_keeps_what_was_complete(tmp_path, quick_run, capsys, monkeypatch):
    interrupt_after(monkeypatch, 1)
    assert train(tmp_path) == 130
    assert contents(tmp_path) == sorted(FILES)
    assert numbers(tmp_path)["interrupted"] is True
    assert losses(tmp_path) == losses(quick_run)[:1]
    assert "interrupted after epoch 1 of 2" in capsys.readouterr().out


def test_interruption_before_the_first_epoch_writes_nothing(tmp_path, capsys, monkeypatch):
    interrupt_after(monkeypatch, 0)
    assert train(tmp_path / "run") == 130
    assert "interrupted" in capsys.readouterr().err
    assert contents(tmp_path) == []


def interrupt_drawing(monkeypatch, times):
    draw, calls = picture.draw, iter(range(times))

    def interrupted(*arguments):
        if next(calls, None) is not None:
            raise KeyboardInterrupt
        return draw(*arguments)

    monkeypatch.setattr(picture, "draw", interrupted)


def test_interruption_while_writing_writes_all(tmp_path, monkeypatch):
    interrupt_drawing(monkeypatch, 1)
    assert train(tmp_path) == 130
    assert contents(tmp_path) == sorted(FILES)
    assert numbers(tmp_path)["interrupted"] is True


def test_second_interruption_while_writing_leaves_only_whole_files_of_this_run(
    tmp_path, monkeypatch
):
    (tmp_path / "run.png").write_bytes(b"of an earlier run")
    interrupt_after(monkeypatch, 1)
    interrupt_drawing(monkeypatch, 1)
    assert train(tmp_path) == 130
    assert contents(tmp_path) == ["parameters.npz", "run.json"]
    assert numbers(tmp_path)["interrupted"] is True
    assert np.all(np.isfinite(read_network(tmp_path).first.weights))


def test_interrupted_write_keeps_the_former_file(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    files.write_whole(tmp_path / "file", b"former")
    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(tmp_path / "file", b"new")
    assert contents(tmp_path) == ["file"]
    assert (tmp_path / "file").read_bytes() == b"former"


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl-C")
def test_signal_ends_a_run_that_keeps_its_best(tmp_path):
    # The handler is set anew, since a test that runs in the background may inherit none.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from spikefuse.command_line import main; sys.exit(main())"
    )
    options = ["--output", str(tmp_path), "--epochs", "10000", "--time-steps", "4"]
    with subprocess.Popen(
        [sys.executable, "-c", program, "train", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if line.startswith("epoch     3/"):
                process.send_signal(signal.SIGINT)
                break
        output, errors = process.stdout.read(), process.stderr.read()
    assert process.returncode == 130, errors
    assert errors == ""
    assert "interrupted after epoch" in output
    assert contents(tmp_path) == sorted(FILES)
    run = numbers(tmp_path)
    assert run["interrupted"] is True
    assert 3 <= len(run["epochs"]) < 10000


# The network and its data.


def test_split_is_stratified_whole_and_given_by_the_seed():
    digits, again, other = data.load(3), data.load(3), data.load(4)
    assert digits.training_images.shape == (TRAINING_IMAGES, data.PIXELS)
    assert digits.test_images.shape == (TEST_IMAGES, data.PIXELS)
    assert digits.training_images.dtype == np.float32
    assert digits.training_labels.dtype == np.int32
    assert digits.training_images.min() == 0
    assert digits.training_images.max() == 1
    np.testing.assert_array_equal(digits.test_images, again.test_images)
    assert not np.array_equal(digits.test_images, other.test_images)
    training_share, test_share = (
        np.bincount(labels, minlength=data.CLASSES) / len(labels)
        for labels in (digits.training_labels, digits.test_labels)
    )
    np.testing.assert_allclose(training_share, test_share, atol=0.003)


def test_neuron_against_a_loop_in_numpy():
    currents = np.random.default_rng(0).normal(0.2, 0.4, (40, 7)).astype(np.float32)
    membrane = np.zeros(7, np.float32)
    expected = jnp.zeros(7)
    total = 0
    for current in currents:
        membrane = np.float32(0.9) * membrane + current
        spikes = (membrane >= 1).astype(np.float32)
        membrane = membrane - spikes
        expected, expected_spikes = network.integrate_and_fire(
            expected, jnp.asarray(current), Sigmoid()
        )
        np.testing.assert_array_equal(expected_spikes, spikes)
        np.testing.assert_allclose(expected, membrane, atol=1e-6)
        total += spikes.sum()
    assert 10 < total < 200


def test_activity_is_the_layers_one_after_the_other():
    parameters = network.initial(1)
    images = jnp.asarray(data.load(0).test_images[:3])
    first, second, readout = (
        np.asarray(layer) for layer in network.activity(parameters, images, Sigmoid(), 10)
    )
    assert first.shape == second.shape == (10, 3, network.NEURONS)
    assert set(np.unique(first)) == set(np.unique(second)) == {0.0, 1.0}
    membrane = np.zeros((3, data.CLASSES))
    for step in range(10):
        membrane = 0.9 * membrane + second[step] @ np.asarray(parameters.readout.weights)
        np.testing.assert_allclose(readout[step], membrane, atol=1e-4)
    scores = network.scores(parameters, images, Sigmoid(), 10)
    np.testing.assert_allclose(scores, readout.mean(axis=0), atol=1e-6)


def test_every_layer_has_a_gradient():
    digits = data.load(0)
    gradients = jax.grad(training.loss)(
        network.initial(0), digits.training_images[:64], digits.training_labels[:64], Sigmoid(), 12
    )
    for layer in (gradients.first, gradients.second, gradients.readout):
        assert np.any(np.asarray(layer.weights) != 0)
        assert np.any(np.asarray(layer.bias) != 0)


def test_batches_are_drawn_anew_each_epoch_without_repetition():
    settings = Settings(batch_size=100)
    first, second = (training.batches(settings, epoch) for epoch in (1, 2))
    assert first.shape == (14, 100)
    assert len(np.unique(first)) == first.size
    assert not np.array_equal(first, second)


def test_defaults_reach_their_accuracy():
    digits = data.load(0)
    settings = Settings(epochs=6)
    programs = training.compiled(settings, Sigmoid(), digits)
    epochs = [epoch for epoch, _ in training.run_epochs(programs, settings, lambda: None)]
    assert epochs[-1].accuracy >= 0.95
