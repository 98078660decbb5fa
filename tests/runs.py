"""What the tests of ``spikefuse train`` share: runs, and what they have written."""

import json

from spikefuse import command_line
from spikefuse.train import training

__all__ = ["QUICK", "contents", "interrupt_after", "losses", "numbers", "train"]

QUICK = ("--epochs", "2", "--time-steps", "6", "--batch-size", "48")


def train(folder, *options):
    return command_line.main(["train", "--output", str(folder), *QUICK, *options])


def contents(folder):
    return sorted(path.name for path in folder.iterdir())


def numbers(folder, file="run.json"):
    def refuse(name):
        raise AssertionError(f"{name} is not JSON")

    return json.loads((folder / file).read_text(), parse_constant=refuse)


def losses(folder):
    return [epoch["loss"] for epoch in numbers(folder)["epochs"]]


def interrupt_after(monkeypatch, epochs):
    run_epochs = training.run_epochs

    def interrupted(*arguments):
        for done, value in enumerate(run_epochs(*arguments)):
            if done == epochs:
                break
            yield value
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "run_epochs", interrupted)
