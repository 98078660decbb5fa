"""``spikefuse train --data``: real files of events, what becomes of them, and what is refused."""

import re
import shutil
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from event_files import (
    write_gestures,
    write_heidelberg,
    write_heidelberg_file,
    write_nmnist,
)
from runs import contents, losses, numbers, train

from spikefuse.commands import UsageError
from spikefuse.train import agreement, batches
from spikefuse.train.datasets import events
from spikefuse.train.datasets.catalogue import KINDS
from spikefuse.train.datasets.kind import Recorded
from spikefuse.train.datasets.recordings import packed
from spikefuse.train.settings import COMPARISON_FILE, FILES

FEW = ("--epochs", "2", "--time-steps", "5", "--batch-size", "4")


@pytest.fixture(scope="module")
def heidelberg(tmp_path_factory):
    pytest.importorskip("h5py")
    return write_heidelberg(tmp_path_factory.mktemp("events") / "shd")


def data(path, *options):
    return ("--data", str(path), *FEW, *options)


# What a run does with each of them.


def assert_trained(folder, capsys, path, *words):
    assert train(folder, *data(path)) == 0
    output, errors = capsys.readouterr()
    assert errors == ""
    for word in words:
        assert word in output, output
    assert contents(folder) == sorted(FILES)
    first, second = losses(folder)
    assert 0 < second < first
    return numbers(folder)["data"]


def test_heidelberg_digits(heidelberg, tmp_path, capsys):
    words = (
        f"reads SHD: {heidelberg / 'shd_train.h5'} to train on, {heidelberg / 'shd_test.h5'}",
        "5 time steps of 280 ms",
        "12 recordings to train on and 12 to test on",
    )
    found = assert_trained(tmp_path / "run", capsys, heidelberg, *words)
    fingerprint = found.pop("fingerprint")
    assert re.fullmatch("[0-9a-f]{16}", fingerprint)
    assert found == {
        "name": "SHD",
        "training_samples": 12,
        "test_samples": 12,
        "inputs": [700],
        "classes": 20,
    }


def test_nmnist_read_by_tonic(tmp_path, capsys):
    pytest.importorskip("tonic")
    write_nmnist(tmp_path / "NMNIST")
    # The folder that tonic saves to, and not that of the data set, will do.
    found = assert_trained(tmp_path / "run", capsys, tmp_path, "reads NMNIST")
    assert found["inputs"] == [2, 34, 34]


def test_gestures(tmp_path, capsys):
    write_gestures(tmp_path)
    found = assert_trained(tmp_path / "run", capsys, tmp_path / "ibmGestureTrain", "reads DVS")
    assert (found["inputs"], found["classes"]) == ([2, 32, 32], 11)


def test_comparison_and_checkpoints_and_other_data(heidelberg, tmp_path, capsys):
    assert train(tmp_path / "both", *data(heidelberg), "--compare", "--implementation", "xla") == 0
    assert contents(tmp_path / "both") == [COMPARISON_FILE]
    kept = ("--checkpoint", str(tmp_path / "kept"))
    assert train(tmp_path / "run", *data(heidelberg, *kept)) == 0
    # The same data may lie elsewhere.
    moved = shutil.copytree(heidelberg, tmp_path / "moved")
    assert train(tmp_path / "then", *data(moved, *kept), "--resume") == 0
    assert losses(tmp_path / "then") == losses(tmp_path / "run")
    write_heidelberg(tmp_path / "moved", recordings=16)
    capsys.readouterr()
    for options in (data(moved, *kept), (*FEW, *kept)):
        assert train(tmp_path / "other", *options, "--resume") == 2
        errors = capsys.readouterr().err
        assert errors.count("\n") == 1
        assert "--data is '" in errors
        assert "of a run where it was 'SHD, 12 + 12 recordings, " in errors


# What becomes of events.


def test_events_become_spikes_of_time_steps(heidelberg):
    h5py = pytest.importorskip("h5py")
    samples = events.load(heidelberg, 100).training
    indices = np.array([3, 0])
    found = samples.inputs(indices)
    assert found.shape == (100, 2, 700)
    assert found.dtype == np.uint8
    expected = np.zeros_like(found)
    with h5py.File(heidelberg / "shd_train.h5") as content:
        for column, index in enumerate(indices):
            times, units = (content[f"spikes/{name}"][index] for name in ("times", "units"))
            for time, unit in zip(times, units, strict=True):
                expected[int(float(time) / 1.4 * 100), column, unit] = 1
        np.testing.assert_array_equal(samples.labels, content["labels"][:])
    np.testing.assert_array_equal(found, expected)


def test_validation_part_of_speech_commands_is_said_to_be_left_out(tmp_path):
    pytest.importorskip("h5py")
    write_heidelberg(tmp_path, "ssc", classes=35, recordings=35)
    assert "not used" not in events.load(tmp_path, 2).note
    (tmp_path / "ssc_valid.h5").touch()
    dataset = events.load(tmp_path, 2)
    assert dataset.note.endswith("ssc_valid.h5 is not used")
    assert (dataset.name, dataset.classes, dataset.sizes) == ("SSC", 35, (35, 35))


def test_late_events_are_left_out_and_counted():
    both = np.array([0.0, 0.5, 0.5, 1.0, 1e300]), np.array([0, 1, 1, 2, 0])
    recordings = packed(Recorded(np.zeros(1, np.int32), iter([both])), 2, 1.0, 3)
    np.testing.assert_array_equal(recordings.inputs(np.array([0]))[:, 0], [[1, 0, 0], [0, 1, 0]])
    assert (recordings.late, recordings.events) == (2, 5)


def test_memory_is_a_bit_for_a_channel_and_time_step():
    recordings, time_steps, channels, each = 400, 100, 700, 20_000

    def recorded():
        random = np.random.default_rng(0)
        for _ in range(recordings):
            yield random.uniform(0, 1, each), random.integers(0, channels, each)

    labels = np.zeros(recordings, np.int32)
    tracemalloc.start()
    try:
        found = packed(Recorded(labels, recorded()), time_steps, 1.0, channels)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.content.nbytes == recordings * time_steps * channels / 8
    # Beside it, there is one recording at a time.
    assert peak - found.content.nbytes < 2e6


def test_nmnist_and_gestures_are_what_tonic_reads(tmp_path):
    tonic_sets = pytest.importorskip("tonic.datasets")
    tonic_files = pytest.importorskip("tonic.io")
    pixel = {"NMNIST": lambda x: x, "DVSGesture": lambda x: x // 4}
    write_nmnist(tmp_path / "NMNIST", 2)
    write_gestures(tmp_path / "DVSGesture", 1)
    for kind in KINDS[2:]:
        part = tmp_path / kind.name / kind.training
        files = sorted(part.glob("*/*.*"))
        of_tonic = getattr(tonic_sets, kind.name)
        assert kind.name == "NMNIST" or of_tonic.dtype.names == ("x", "y", "p", "t")
        assert len(of_tonic.classes) == kind.classes
        for file, (times, channels) in zip(files, kind.read(part).events, strict=True):
            if kind.name == "NMNIST":
                of_file = tonic_files.read_mnist_file(str(file), of_tonic.dtype)
                x, y, p, microseconds = (of_file[name] for name in ("x", "y", "p", "t"))
            else:
                x, y, p, milliseconds = np.load(file).T
                microseconds = 1000 * (milliseconds - milliseconds[0])
            where = (p.astype(int), pixel[kind.name](y), pixel[kind.name](x))
            np.testing.assert_array_equal(channels, np.ravel_multi_index(where, kind.shape))
            np.testing.assert_allclose(times, microseconds / 1e6)


def test_last_batch_of_a_test_is_filled_up_with_what_no_network_gets_right(heidelberg):
    samples = events.load(heidelberg, 2).test
    inputs, labels = zip(*batches.covering(samples, 5), strict=True)
    assert [one.shape for one in inputs] == [(2, 5, 700)] * 3
    np.testing.assert_array_equal(np.concatenate(labels)[:12], samples.labels)
    np.testing.assert_array_equal(np.concatenate(labels)[12:], [-1, -1, -1])


# What is refused.


def assert_refused(folder, capsys, path, *words, options=()):
    assert train(folder / "run", *data(path, *options)) == 2
    output, errors = capsys.readouterr()
    assert errors.count("\n") == 1, errors
    assert "--data" in errors
    for word in words:
        assert str(word) in errors, errors
    assert not (folder / "run").exists()
    assert "epoch" not in output


def test_path_without_a_data_set(tmp_path, capsys):
    assert_refused(tmp_path, capsys, tmp_path / "none", "does not exist", "shd_train.h5")
    assert_refused(tmp_path, capsys, tmp_path, "an empty folder", "ibmGestureTest (DVSGesture)")
    assert_refused(tmp_path, capsys, tmp_path / ("x" * 300), "cannot be read", "File name too long")
    (tmp_path / "shd_train.h5.gz").touch()
    assert_refused(tmp_path, capsys, tmp_path, "but shd_train.h5.gz", "unpack archives first")
    assert_refused(tmp_path, capsys, tmp_path / "shd_train.h5.gz", "a part of no data set")


def test_several_data_sets_in_a_folder(heidelberg, tmp_path, capsys):
    shutil.copytree(heidelberg, tmp_path, dirs_exist_ok=True)
    (tmp_path / "NMNIST" / "Train").mkdir(parents=True)
    ways = (f"{tmp_path / 'shd_train.h5'} for SHD", f"{tmp_path / 'NMNIST' / 'Train'} for NMNIST")
    assert_refused(tmp_path, capsys, tmp_path, "more than one data set", *ways)


def test_missing_part(heidelberg, tmp_path, capsys):
    shutil.copy(heidelberg / "shd_test.h5", tmp_path)
    train_file = tmp_path / "shd_train.h5"
    assert_refused(tmp_path, capsys, tmp_path, train_file, "is missing, though shd_test.h5 is")


def test_more_in_a_batch_than_there_are(heidelberg, tmp_path, capsys):
    assert train(tmp_path / "run", *data(heidelberg), "--batch-size", "13") == 2
    assert "--batch-size is '13'; it must be a whole number from 1 to 12" in capsys.readouterr().err


def test_processes_with_other_data(heidelberg, monkeypatch):
    def gathered(own):
        text = own.tobytes().rstrip(b"\0").replace(b"12 + 12", b"12 + 13")
        return np.stack([own, np.frombuffer(text.ljust(own.size, b"\0"), np.uint8)])

    dataset = events.load(heidelberg, 2)
    monkeypatch.setattr(agreement.multihost_utils, "process_allgather", gathered)
    with pytest.raises(UsageError, match=r"--data is 'SHD, 12 \+ 13 .* in process 1 and 'SHD"):
        agreement.check_data(dataset)


def flawed(times=((0.1, 0.2),), units=((1, 2),), labels=(0,)):
    return times, units, labels


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (flawed(units=((1, 700),)), ("has 700 for a unit of recording 0", "from 0 to 699")),
        (flawed(times=((0.1, -0.25),)), ("has -0.25 for a time of recording 0", "from 0")),
        (flawed(times=((np.nan, 0.1),)), ("has nan for a time of recording 0",)),
        (flawed(times=((np.inf, 0.1),)), ("has inf for a time of recording 0",)),
        (flawed(times=((0.1,),)), ("has 1 times and 2 units in recording 0",)),
        (flawed(labels=(20,)), ("has 20 for a label", "from 0 to 19")),
        (flawed(labels=(0, 1)), ("has 1 rows in spikes/times and 2 in labels",)),
        (flawed((), (), ()), ("is empty",)),
    ],
)
def test_flawed_heidelberg_file(heidelberg, tmp_path, capsys, content, words):
    shutil.copytree(heidelberg, tmp_path, dirs_exist_ok=True)
    file = write_heidelberg_file(tmp_path / "shd_test.h5", *content)
    assert_refused(tmp_path, capsys, tmp_path, file, *words, "a whole copy")


def test_damaged_heidelberg_file(heidelberg, tmp_path, capsys):
    h5py = pytest.importorskip("h5py")
    shutil.copytree(heidelberg, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "shd_train.h5"
    with h5py.File(file, "a") as content:
        del content["spikes/units"]
    assert_refused(tmp_path, capsys, tmp_path, file, "no one-dimensional data set spikes/units")
    with h5py.File(file, "a") as content:
        content["spikes/units"] = np.zeros(12, np.int32)
    assert_refused(tmp_path, capsys, tmp_path, file, "has int32 in spikes/units", "variable length")
    file.write_bytes(file.read_bytes()[:3000])
    assert_refused(tmp_path, capsys, tmp_path, file, "cannot be read", "truncated file")
    file.write_bytes(b"")
    assert_refused(tmp_path, capsys, tmp_path, file, "cannot be read", "a whole HDF5 file")


def test_flawed_gestures(tmp_path, capsys):
    write_gestures(tmp_path, 1)
    folder = tmp_path / "ibmGestureTrain" / "user01_led"
    file = folder / "0.npy"
    whole = np.load(file)
    for column, value, words in (
        (0, 128, ("has 128 for x", "from 0 to 127")),
        (1, -1, ("has -1 for y",)),
        (2, 2, ("has 2 for polarity", "from 0 to 1")),
        (3, -5, ("has -5 for a time",)),
    ):
        array = whole.copy()
        array[7, column] = value
        np.save(file, array)
        assert_refused(tmp_path, capsys, tmp_path, file, *words)
    np.save(file, whole[:, :3])
    assert_refused(tmp_path, capsys, tmp_path, file, "of shape (200, 3)", "milliseconds")
    np.save(file, whole)
    for damaged in (b"", file.read_bytes()[:900], file.read_bytes().replace(b"}", b"(", 1)):
        file.write_bytes(damaged)
        assert_refused(tmp_path, capsys, tmp_path, file, "cannot be read")
    file.rename(folder / "11.npy")
    assert_refused(tmp_path, capsys, tmp_path, "has 11 for a label", "from 0 to 10")
    (folder / "11.npy").rename(folder / "clap.npy")
    assert_refused(tmp_path, capsys, tmp_path, "has 'clap' for a label")
    shutil.rmtree(folder)
    assert_refused(tmp_path, capsys, tmp_path, "ibmGestureTrain", "is empty")


def test_flawed_nmnist(tmp_path, capsys):
    pytest.importorskip("tonic")
    write_nmnist(tmp_path)
    file = tmp_path / "Train" / "0" / "00000.bin"
    whole = file.read_bytes()
    file.write_bytes(whole[:-2])
    assert_refused(tmp_path, capsys, tmp_path, file, "has 248 bytes", "5 for each event")
    file.write_bytes(whole[:5] + bytes([34]) + whole[6:])
    assert_refused(tmp_path, capsys, tmp_path, file, "has 34 for x", "from 0 to 33")


@pytest.mark.parametrize(
    ("module", "write", "extra"),
    [("h5py", write_heidelberg, "events"), ("tonic", write_nmnist, "tonic")],
)
def test_missing_package(tmp_path, capsys, monkeypatch, module, write, extra):
    if module == "h5py":
        pytest.importorskip("h5py")
    write(tmp_path / "data")
    monkeypatch.setitem(sys.modules, module, None)
    assert train(tmp_path / "run", *data(tmp_path / "data")) == 2
    errors = capsys.readouterr().err
    assert f"needs {module}, which cannot be imported" in errors
    assert f"'spikefuse[{extra}]'" in errors


def test_interruption_while_reading_writes_nothing(heidelberg, tmp_path, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(events, "packed", interrupted)
    assert train(tmp_path / "run", *data(heidelberg)) == 130
    assert "interrupted" in capsys.readouterr().err
    assert contents(tmp_path) == []


def test_documentation_has_every_data_set_as_it_is():
    page = (Path(__file__).parent.parent / "docs" / "event_data.md").read_text()
    for kind in KINDS:
        shape = " x ".join(map(str, kind.shape))
        step = f"{kind.time_steps} steps of {1e3 * kind.seconds / kind.time_steps:g} ms"
        assert f"| {kind.classes} | {shape} | {step} |" in page
        assert f"{kind.seconds:g} s" in page
        assert kind.training.removesuffix(".h5") in page
