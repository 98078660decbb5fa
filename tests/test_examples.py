"""The examples do what they say."""

import runpy
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parent.parent / "examples"


def test_slopes_are_learnt():
    train = runpy.run_path(str(FOLDER / "learn_slopes.py"))["train"]
    losses, learnt = train()
    assert losses[-1] < 0.05 * losses[0]
    # Each neuron has learnt a slope of its own.
    assert len(np.unique(np.round(learnt["log_slope"], 4))) == learnt["log_slope"].size
    assert np.abs(learnt["log_slope"]).max() > 0.01


@pytest.mark.parametrize(
    ("framework", "start"), [("flax", 0.8), ("equinox", 0.8), ("brainstate", 0.8), ("spyx", 2.0)]
)
def test_networks_of_each_framework_learn_digits(framework, start):
    pytest.importorskip(framework)
    train = runpy.run_path(str(FOLDER / f"{framework}_digits.py"))["train"]
    losses, accuracy, learnt = train(updates=12)
    assert losses[-1] < 0.25 * losses[0]
    assert accuracy > 0.65
    # Each neuron's decay, or slope, has gone its own way.
    assert len(np.unique(learnt)) == learnt.size
    assert np.abs(np.asarray(learnt) - start).max() > 0.01
