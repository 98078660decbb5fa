"""The examples do what they say."""

import runpy
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent.parent / "examples"


def test_slopes_are_learnt():
    train = runpy.run_path(str(FOLDER / "learn_slopes.py"))["train"]
    losses, learnt = train()
    assert losses[-1] < 0.05 * losses[0]
    # Each neuron has learnt a slope of its own.
    assert len(np.unique(np.round(learnt["log_slope"], 4))) == learnt["log_slope"].size
    assert np.abs(learnt["log_slope"]).max() > 0.01
