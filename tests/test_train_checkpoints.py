"""Checkpoints of ``spikefuse train``: going on from them, and what is refused."""

import shutil
import sys

import pytest
from runs import contents, interrupt_after, losses, numbers, train

FOUR = ("--epochs", "4")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Return the folder of a run of four epochs, and that of its checkpoints."""
    folder = tmp_path_factory.mktemp("checkpoints")
    assert train(folder / "run", *FOUR, "--checkpoint", str(folder / "made" / "kept")) == 0
    return folder / "run", folder / "made" / "kept"


@pytest.fixture
def copied(folders, tmp_path):
    """Return the folder of that run, and of a copy of its checkpoints."""
    run, kept = folders
    return run, shutil.copytree(kept, tmp_path / "kept")


def resume(folder, kept, *options):
    return train(folder, *FOUR, "--checkpoint", str(kept), "--resume", *options)


def assert_same_run(one, other):
    assert losses(one) == losses(other)
    for name in ("test_accuracy", "epoch"):
        assert [epoch[name] for epoch in numbers(one)["epochs"]] == [
            epoch[name] for epoch in numbers(other)["epochs"]
        ]
    for name in ("parameters.npz", "run.png"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_interrupted_run_goes_on_to_the_same_files(folders, tmp_path, capsys, monkeypatch):
    kept = tmp_path / "kept"
    with monkeypatch.context() as patched:
        interrupt_after(patched, 2)
        assert train(tmp_path / "first", *FOUR, "--checkpoint", str(kept)) == 130
    assert contents(kept) == ["1", "2"]
    capsys.readouterr()
    assert resume(tmp_path / "then", kept) == 0
    lines = capsys.readouterr().out.splitlines()
    assert contents(folders[1]) == contents(kept) == ["2", "3", "4"]
    assert numbers(tmp_path / "then")["settings"]["checkpoint"] == str(kept)
    assert lines[1] == "goes on after epoch 2"
    assert [line.split()[1] for line in lines if line.startswith("epoch")] == ["3/4", "4/4"]
    assert_same_run(tmp_path / "then", folders[0])


def test_damaged_and_half_written_ones_are_passed_over_and_replaced(copied, tmp_path, capsys):
    run, kept = copied
    half = kept / "4.orbax-checkpoint-tmp"
    shutil.move(kept / "4", half)
    shutil.rmtree(half / "record")
    arrays = max((kept / "3" / "arrays").rglob("d/*"), key=lambda path: path.stat().st_size)
    content = bytearray(arrays.read_bytes())
    content[len(content) // 2] ^= 1
    arrays.write_bytes(content)
    assert resume(tmp_path / "run", kept) == 0
    output = capsys.readouterr().out
    assert "the checkpoint of epoch 3 cannot be read: its arrays are not those" in output
    assert "goes on after epoch 2" in output
    assert_same_run(tmp_path / "run", run)
    assert contents(kept) == ["2", "3", "4"]
    # The new ones are whole. Nothing is left to train.
    assert resume(tmp_path / "again", kept) == 0
    assert "goes on after epoch 4" in capsys.readouterr().out
    assert_same_run(tmp_path / "again", run)


def assert_refused(status, capsys, *words):
    output, errors = capsys.readouterr()
    assert status == 2
    assert "epoch " not in output
    assert errors.count("\n") == 1
    for word in words:
        assert word in errors


def test_all_damaged(copied, tmp_path, capsys):
    _, kept = copied
    for record in kept.glob("*/record/metadata"):
        record.write_text("{")
    status = resume(tmp_path / "run", kept)
    assert_refused(status, capsys, "epoch 4 cannot", "epoch 3 cannot", "epoch 2 cannot")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("option", "value", "before"),
    [
        ("--seed", "1", "0"),
        ("--epochs", "5", "4"),
        ("--time-steps", "7", "6"),
        ("--batch-size", "50", "48"),
        ("--neuron", "IF", "LIF"),
        ("--surrogate", "Arctan", "Sigmoid"),
    ],
)
def test_settings_that_decide_on_the_losses_cannot_change(
    folders, tmp_path, capsys, option, value, before
):
    status = resume(tmp_path / "run", folders[1], option, value)
    assert_refused(status, capsys, f"{option} is {value!r}", f"it was {before!r}")


def test_no_checkpoint_to_resume(tmp_path, capsys):
    status = resume(tmp_path / "run", tmp_path / "none")
    assert_refused(status, capsys, "--checkpoint is", "none to resume")
    assert contents(tmp_path) == []


def test_checkpoints_are_not_replaced_by_those_of_another_run(folders, tmp_path, capsys):
    status = train(tmp_path / "run", "--checkpoint", str(folders[1]))
    assert_refused(status, capsys, "one of epoch 4 already", "add --resume")


def test_options_that_do_not_go_together(tmp_path, capsys):
    assert_refused(train(tmp_path, "--resume"), capsys, "--checkpoint")
    status = train(tmp_path, "--compare", "--checkpoint", str(tmp_path / "kept"))
    assert_refused(status, capsys, "--compare")
    assert contents(tmp_path) == []


@pytest.mark.parametrize("place", ["file", "file/kept"])
def test_folder_that_cannot_be_written_to(tmp_path, capsys, place):
    (tmp_path / "file").write_text("kept")
    kept = tmp_path / place
    status = train(tmp_path / "run", "--checkpoint", str(kept))
    assert_refused(status, capsys, f"--checkpoint is {str(kept)!r}", "no files can be written")
    assert contents(tmp_path) == ["file"]


def test_package_is_needed_only_where_checkpoints_are_asked_for(tmp_path, capsys, monkeypatch):
    from spikefuse.train import run

    monkeypatch.setitem(sys.modules, "orbax.checkpoint", None)
    monkeypatch.setattr(run, "train", lambda settings: False)
    assert train(tmp_path) == 0
    status = train(tmp_path, "--checkpoint", str(tmp_path / "kept"))
    assert_refused(status, capsys, "orbax-checkpoint", "'spikefuse[train]'")
