"""``spikefuse train``: what it writes, what it refuses, and how it is interrupted."""

import dataclasses
import math
import os
import signal
import subprocess
import sys
import types

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from runs import contents, interrupt_after, losses, numbers, train

import spikefuse.neuron
from spikefuse import command_line
from spikefuse.kernels import recurrence
from spikefuse.kernels.recurrence import xla
from spikefuse.surrogate import Arctan, Sigmoid
from spikefuse.surrogate.catalogue import classes
from spikefuse.train import (
    batches,
    comparison,
    files,
    implementation,
    network,
    neurons,
    picture,
    record,
    result,
    training,
)
from spikefuse.train.datasets.digits import CLASSES, PIXELS, load
from spikefuse.train.options import parse
from spikefuse.train.settings import (
    COMPARED_EPOCHS,
    COMPARISON_FILE,
    FILES,
    NEURONS,
    TEST_IMAGES,
    TRAINING_IMAGES,
    Settings,
)

LIF = neurons.made("LIF", Sigmoid())

SIGNATURES = {"run.json": b"{", "parameters.npz": b"PK", "run.png": b"\x89PNG"}


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
        "neuron": repr(LIF),
        "surrogate": "Sigmoid(alpha=4.0)",
        "implementation": None,
        "data": None,
        "epochs": 2,
        "batch_size": 48,
        "time_steps": 6,
        "seed": 0,
        "output": str(quick_run),
        "mesh": None,
        "coordinator": None,
        "processes": 1,
        "process": 0,
        "timeout": 60,
        "checkpoint": None,
        "resume": False,
    }
    assert run["network"] == {
        "neurons": [128, 128],
        "readout": "LeakyIntegrator(decay=0.9, input_gain=1.0)",
        "learning_rate": 0.002,
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
    digits = load(0)
    scores = network.scores(read_network(quick_run), jnp.asarray(digits.test.content), LIF, 6)
    accuracy = np.mean(np.argmax(scores, axis=-1) == digits.test.labels)
    assert accuracy == pytest.approx(numbers(quick_run)["best"]["test_accuracy"], abs=1e-6)
    assert accuracy > 0.5


def test_the_same_seed_gives_the_same_losses_and_another_seed_others(quick_run, tmp_path):
    assert train(tmp_path / "same") == 0
    assert train(tmp_path / "other", "--seed", "4294967295") == 0
    assert losses(tmp_path / "same") == losses(quick_run)
    assert losses(tmp_path / "other") != losses(quick_run)


@pytest.mark.once
def test_output_is_plain_lines_where_it_is_no_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    chosen = ("--surrogate", "ARCTAN", "--neuron", "adaptive_lif")
    assert train(tmp_path, *chosen, "--implementation", "pallas, xla") == 0
    output, errors = capsys.readouterr()
    assert errors == ""
    assert output.isascii()
    assert output.replace("\n", "").isprintable()
    heading, *epochs, best, speed, where = output.splitlines()
    neuron = neurons.made("AdaptiveLIF", Arctan())
    assert heading.startswith(f"{neuron!r}, 1437 images")
    assert "Arctan(alpha=1.0)" in heading
    assert [line.split()[:2] for line in epochs] == [["epoch", "1/2"], ["epoch", "2/2"]]
    assert "best test accuracy" in best
    assert "samples/s" in speed
    assert all(str(tmp_path / name) in where for name in FILES)
    settings = numbers(tmp_path)["settings"]
    assert settings["implementation"] == ["pallas", "xla"]
    assert settings["neuron"] == repr(neuron)
    assert settings["surrogate"] == "Arctan(alpha=1.0)"


@pytest.mark.once
def test_loss_that_is_not_finite_is_null_in_json_and_can_be_drawn(tmp_path):
    digits = load(0)
    settings = Settings(epochs=1, time_steps=2, output=tmp_path)
    programs = training.compiled(settings, LIF, digits)
    epoch = result.Epoch(number=1, loss=math.nan, accuracy=0.1, samples_per_second=1.0)
    completed = result.after(None, epoch, programs.start[0])
    record.save(record.Record(settings, LIF, digits, programs, completed, 1.0, interrupted=False))
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
        ("--batch-size", "0", "from 1 to 100000"),
        ("--batch-size", "1438", "from 1 to 1437"),
        ("--data", "", "the path of a folder or a file"),
        ("--time-steps", "1001", "from 1 to 1000"),
        ("--seed", "-1", "from 0 to 4294967295"),
        ("--seed", "4294967296", "from 0 to 4294967295"),
        ("--neuron", "perceptron", f"{', '.join(neurons.MADE)}, in any case"),
        ("--neuron", "", "LIF, IF, CurrentLIF, AdaptiveLIF, EIF, QIF"),
        ("--neuron", "LeakyIntegrator", "LIF, IF, CurrentLIF, AdaptiveLIF, EIF, QIF"),
        ("--surrogate", "step", "Arctan"),
        ("--surrogate", "", "Arctan"),
        ("--surrogate", "Surrogate", "Arctan"),
        ("--surrogate", "relu_grad2", "Arctan"),
        ("--implementation", "cuda", "xla, pallas, triton, native"),
        ("--implementation", "", "xla, pallas, triton, native"),
        ("--implementation", "xla,", "xla, pallas, triton, native"),
        ("--mesh", "", "such as data=2,model=2"),
        ("--mesh", "data", "such as data=2,model=2"),
        ("--mesh", "data=0", "whole number from 1"),
        ("--mesh", "data=1.5", "whole number from 1"),
        ("--mesh", "model=2,model=2", "data, model or both"),
        ("--mesh", "time=2", "data, model or both"),
        ("--coordinator", "10.0.0.1", "such as 10.0.0.1:12345"),
        ("--coordinator", "host:0", "such as 10.0.0.1:12345"),
        ("--processes", "0", "from 1 to 10000"),
        ("--timeout", "1", "from 5 to 3600"),
        ("--checkpoint", "", "the path of a folder"),
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


@pytest.mark.once
@pytest.mark.skipif(jax.default_backend() != "cpu", reason="pallas runs here")
@pytest.mark.parametrize("mode", [(), ("--compare",)], ids=["train", "compare"])
@pytest.mark.parametrize("source", ["--implementation", "SPIKEFUSE_IMPLEMENTATION"])
def test_implementation_that_cannot_run_here(tmp_path, capsys, monkeypatch, source, mode):
    options = ("--implementation", "pallas") if source.startswith("--") else ()
    if not options:
        monkeypatch.setenv(source, "pallas")
    assert train(tmp_path / "run", *options, *mode) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    assert f"{source} is 'pallas'" in errors
    assert "no implementation can run. 'pallas': " in errors
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


@pytest.mark.parametrize("mode", [(), ("--compare",)], ids=["train", "compare"])
@pytest.mark.parametrize("output", ["file", "file/run", "x" * 300, "taken", ""])
def test_folder_that_cannot_be_written_to_is_found_out_before_training(
    tmp_path, capsys, monkeypatch, output, mode
):
    monkeypatch.setattr(training, "compiled", no_training)
    (tmp_path / "file").write_text("kept")
    (tmp_path / "taken" / "run.png").mkdir(parents=True)
    (tmp_path / "taken" / COMPARISON_FILE).mkdir()
    folder = tmp_path / output if output else ""
    assert train(folder, *mode) == 2
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


@pytest.mark.once
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
    assert text.count("default: ") == text.count("allowed: ") == 15
    assert "xla, pallas, triton, native" in text
    assert f"(default: LIF; allowed: {', '.join(neurons.MADE)})" in text
    assert "(default: 30, or 3 with --compare; " in text


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


@pytest.mark.parametrize(
    ("text", "name"),
    [("lif", "LIF"), ("If", "IF"), ("CURRENTLIF", "CurrentLIF"), ("adaptive_lif", "AdaptiveLIF")],
)
def test_neuron_by_the_name_of_its_class(text, name):
    assert parse({"neuron": text}).neuron == name


def test_every_neuron_that_spikes_can_be_named_and_made():
    exported = (getattr(spikefuse.neuron, name) for name in spikefuse.neuron.__all__)
    spiking = {kind for kind in exported if issubclass(kind, neurons.Spiking)}
    made = {type(neurons.made(name, Arctan())) for name in neurons.MADE}
    assert made == spiking
    assert {kind.__name__ for kind in made} == set(neurons.MADE)
    assert all(neurons.made(name, Arctan()).surrogate == Arctan() for name in neurons.MADE)


# What a comparison of two implementations says.


def other_rounding(monkeypatch):
    """Let there be an implementation "native" that runs anywhere and rounds unlike "xla"."""

    def run(task, *operands, **plan):
        return xla.run(dataclasses.replace(task, platform="cuda"), *operands, **plan)

    kernel = types.SimpleNamespace(why_not=lambda task: None, run=run)
    monkeypatch.setitem(recurrence.KERNELS, "native", kernel)


@pytest.mark.once
def test_comparison_with_another_implementation(tmp_path, capsys, monkeypatch):
    other_rounding(monkeypatch)
    assert train(tmp_path, "--compare", "--implementation", "native", "--neuron", "if") == 0
    assert contents(tmp_path) == [COMPARISON_FILE]
    output, errors = capsys.readouterr()
    assert errors == ""
    assert output.isascii()
    heading, what, columns, *epochs, difference, speed, where = output.splitlines()
    assert heading.startswith(repr(neurons.made("IF", Sigmoid())))
    assert what == "compares native with xla, an epoch of each in turn"
    assert columns.split() == [
        *("epoch", "loss:", "xla", "native", "difference", "test", "accuracy:", "xla", "native")
    ]
    assert {len(line) for line in epochs} == {len(columns)}
    found = numbers(tmp_path, COMPARISON_FILE)
    reference, chosen = found["reference"], found["chosen"]
    for line, one, other in zip(epochs, reference["epochs"], chosen["epochs"], strict=True):
        assert line.split() == [
            str(one["epoch"]),
            f"{one['loss']:.6f}",
            f"{other['loss']:.6f}",
            f"{other['loss'] - one['loss']:+.1e}",
            f"{one['test_accuracy']:.2%}",
            f"{other['test_accuracy']:.2%}",
        ]
    assert difference.endswith(f"{found['largest_relative_loss_difference']:.1e}")
    assert f"{found['speed_ratio']:.2f} times as fast" in speed
    assert where == f"file: {tmp_path / COMPARISON_FILE}"
    assert (reference["implementation"], chosen["implementation"]) == ("xla", "native")
    assert found["largest_relative_loss_difference"] < 1e-2
    ratio = chosen["samples_per_second"] / reference["samples_per_second"]
    assert found["speed_ratio"] == pytest.approx(ratio)
    assert found["settings"]["implementation"] == ["native"]
    assert found["interrupted"] is False
    assert found["versions"]["jax"] == jax.__version__


@pytest.mark.once
def test_comparison_of_xla_with_itself_says_so(tmp_path, quick_run, capsys):
    chosen = "pallas,xla" if jax.default_backend() == "cpu" else "xla"
    assert train(tmp_path, "--compare", "--implementation", chosen) == 0
    output = capsys.readouterr().out
    assert "what was chosen is xla: this compares xla with itself" in output
    assert "xla again" in output
    found = numbers(tmp_path, COMPARISON_FILE)
    assert found["chosen"]["implementation"] == "xla"
    assert found["largest_relative_loss_difference"] == 0
    both = [[epoch["loss"] for epoch in found[side]["epochs"]] for side in ("reference", "chosen")]
    assert both[0] == both[1]
    assert both[0] == pytest.approx(losses(quick_run), rel=1e-2)


def test_comparison_has_fewer_epochs_unless_their_number_is_given(monkeypatch):
    from spikefuse.train import compare

    asked = []
    monkeypatch.setattr(compare, "compare", lambda settings: asked.append(settings.epochs))
    assert command_line.main(["train", "--compare"]) == 0
    assert command_line.main(["train", "--compare", "--epochs", "30"]) == 0
    assert asked == [COMPARED_EPOCHS, 30]


def test_implementations_that_run_a_part_each_are_a_mixture(monkeypatch):
    def forward_only(task, *operands, plan):
        if not isinstance(plan, recurrence.operation.Forward):
            raise NotImplementedError("runs forwards only")
        return xla.run(dataclasses.replace(task, platform="cuda"), *operands, plan=plan)

    kernel = types.SimpleNamespace(why_not=lambda task: None, run=forward_only)
    monkeypatch.setitem(recurrence.KERNELS, "native", kernel)
    settings = Settings(time_steps=5, implementation=("native", "xla"))
    assert implementation.picked(settings, LIF, load(0)) == implementation.MIXED
    only = dataclasses.replace(settings, implementation=("xla",))
    assert implementation.picked(only, LIF, load(0)) == "xla"


def comparison_of(*losses):
    def epoch(number, loss, speed):
        return result.Epoch(number=number, loss=loss, accuracy=0.5, samples_per_second=speed)

    epochs = tuple(
        (epoch(number, one, 100.0 * number), epoch(number, other, 300.0 * number))
        for number, (one, other) in enumerate(losses, 1)
    )
    return comparison.Comparison(Settings(), LIF, load(0), "native", (1.0, 1.0), epochs)


def test_largest_difference_and_median_speed_of_a_comparison():
    found = comparison_of((2.0, 2.0), (1.0, 0.8), (0.0, 0.0))
    assert found.largest_difference == pytest.approx(0.2)
    assert found.samples_per_second == (200.0, 600.0)
    assert found.speed_ratio == pytest.approx(3.0)


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_difference_from_a_loss_that_is_not_finite_is_null_in_json(loss):
    numbers = comparison.as_numbers(comparison_of((0.5, 0.25), (1.0, loss), (1.0, 1.0)))
    assert numbers["largest_relative_loss_difference"] is None
    assert numbers["chosen"]["epochs"][1]["loss"] is None


# How a run is interrupted.


@pytest.mark.once
def test_interruption_keeps_what_was_complete(tmp_path, quick_run, capsys, monkeypatch):
    interrupt_after(monkeypatch, 1)
    assert train(tmp_path) == 130
    assert contents(tmp_path) == sorted(FILES)
    assert numbers(tmp_path)["interrupted"] is True
    assert losses(tmp_path) == losses(quick_run)[:1]
    assert "interrupted after epoch 1 of 2" in capsys.readouterr().out


@pytest.mark.once
def test_interruption_before_the_first_epoch_writes_nothing(tmp_path, capsys, monkeypatch):
    interrupt_after(monkeypatch, 0)
    assert train(tmp_path / "run") == 130
    assert "interrupted" in capsys.readouterr().err
    assert contents(tmp_path) == []


def test_interrupted_comparison_keeps_the_epochs_that_both_completed(tmp_path, capsys, monkeypatch):
    idle = training.Programs(
        dataset=load(0),
        start=(network.initial(0, PIXELS, CLASSES), None),
        step=lambda parameters, state, batch: (parameters, state, jnp.float32(0.5)),
        right=lambda parameters, batch: jnp.int32(36),
        activity=network.activity,
        compile_seconds=0.0,
    )
    monkeypatch.setattr(training, "compiled", lambda *_: idle)
    interrupt_after(monkeypatch, 1)
    assert train(tmp_path, "--compare", "--implementation", "xla") == 130
    assert "interrupted after epoch 1 of 2" in capsys.readouterr().out
    found = numbers(tmp_path, COMPARISON_FILE)
    assert found["interrupted"] is True
    assert [len(found[side]["epochs"]) for side in ("reference", "chosen")] == [1, 1]


def interrupt_drawing(monkeypatch, times):
    draw, calls = picture.draw, iter(range(times))

    def interrupted(*arguments):
        if next(calls, None) is not None:
            raise KeyboardInterrupt
        return draw(*arguments)

    monkeypatch.setattr(picture, "draw", interrupted)


@pytest.mark.once
def test_interruption_while_writing_writes_all(tmp_path, monkeypatch):
    interrupt_drawing(monkeypatch, 1)
    assert train(tmp_path) == 130
    assert contents(tmp_path) == sorted(FILES)
    assert numbers(tmp_path)["interrupted"] is True


@pytest.mark.once
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


@pytest.mark.once
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
    digits, again, other = load(3), load(3), load(4)
    assert digits.training.content.shape == (TRAINING_IMAGES, PIXELS)
    assert digits.test.content.shape == (TEST_IMAGES, PIXELS)
    assert digits.training.content.dtype == np.float32
    assert digits.training.labels.dtype == np.int32
    assert digits.training.content.min() == 0
    assert digits.training.content.max() == 1
    np.testing.assert_array_equal(digits.test.content, again.test.content)
    assert not np.array_equal(digits.test.content, other.test.content)
    training_share, test_share = (
        np.bincount(labels, minlength=CLASSES) / len(labels)
        for labels in (digits.training.labels, digits.test.labels)
    )
    np.testing.assert_allclose(training_share, test_share, atol=0.003)


def test_first_layer_against_a_loop_in_numpy():
    parameters = network.initial(0, PIXELS, CLASSES)
    images = load(0).test.content[:5]
    current = images @ np.asarray(parameters.first.weights)
    first, _, _ = network.activity(parameters, jnp.asarray(images), LIF, 40)
    membrane = np.zeros_like(current)
    total = 0
    for found in np.asarray(first):
        membrane = np.float32(0.9) * membrane + current
        # At the threshold itself, rounding decides.
        clear = np.abs(membrane - 1) > 1e-5
        assert np.mean(clear) > 0.99
        np.testing.assert_array_equal(found[clear], (membrane >= 1)[clear])
        membrane = membrane - found
        total += found.sum()
    assert 0.05 < total / first.size < 0.5


def test_activity_is_the_layers_one_after_the_other():
    parameters = network.initial(1, PIXELS, CLASSES)
    images = jnp.asarray(load(0).test.content[:3])
    first, second, readout = (
        np.asarray(layer) for layer in network.activity(parameters, images, LIF, 10)
    )
    assert first.shape == second.shape == (10, 3, NEURONS)
    assert set(np.unique(first)) == set(np.unique(second)) == {0.0, 1.0}
    membrane = np.zeros((3, CLASSES))
    for step in range(10):
        membrane = 0.9 * membrane + second[step] @ np.asarray(parameters.readout.weights)
        np.testing.assert_allclose(readout[step], membrane, atol=1e-4)
    scores = network.scores(parameters, images, LIF, 10)
    np.testing.assert_allclose(scores, readout.mean(axis=0), atol=1e-6)


# What a run does with LIF, the default, is above.
@pytest.mark.once
@pytest.mark.parametrize("name", [name for name in neurons.MADE if name != "LIF"])
def test_every_other_neuron_learns_in_every_layer(name):
    digits = load(0)
    # The steps of a run: in few, membranes that rise slowly, as that of `Alpha`, learn little.
    settings = Settings(epochs=2, batch_size=48)
    neuron = neurons.made(name, Sigmoid())
    programs = training.compiled(settings, neuron, digits)
    (first, _), (second, (after, _)) = training.run_epochs(programs, settings, lambda: None)
    assert second.loss < 0.6 * first.loss
    assert second.accuracy > 0.7
    for before, now in zip(*map(jax.tree.leaves, (programs.start[0], after)), strict=True):
        assert np.any(np.asarray(before) != np.asarray(now))


def test_batches_are_drawn_anew_each_epoch_without_repetition():
    settings = Settings(batch_size=100)
    first, second = (batches.drawn(settings, load(0), epoch) for epoch in (1, 2))
    assert first.shape == (14, 100)
    assert len(np.unique(first)) == first.size
    assert not np.array_equal(first, second)


def test_defaults_reach_their_accuracy():
    digits = load(0)
    settings = Settings(epochs=6)
    programs = training.compiled(settings, LIF, digits)
    epochs = [epoch for epoch, _ in training.run_epochs(programs, settings, lambda: None)]
    assert epochs[-1].accuracy >= 0.95
