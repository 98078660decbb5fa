"""What is timed, and by whom: workloads make what they say, and contestants come to the same."""

import dataclasses
import pickle
from typing import Any

import numpy as np
import pytest

from spikefuse.bench import workloads
from spikefuse.bench.comparing import disagreement, unrealistic
from spikefuse.bench.contestants import CONTESTANTS, REFERENCE
from spikefuse.bench.workloads import (
    BACKWARD,
    BOTH,
    FORWARD,
    Convolutional,
    Elementwise,
    EventRecurrent,
    Layer,
    Multilayer,
    Recurrence,
    Training,
    Workload,
)
from spikefuse.bench.workloads.events import EVENT_RATE, events
from spikefuse.bench.workloads.neurons import NEURONS
from spikefuse.checking.neurons.cases import cases
from spikefuse.compiling import programs

pytestmark = pytest.mark.once

SMALL = [
    Elementwise("Sigmoid", 1000),
    Elementwise("Arctan", 1000, "bfloat16", BACKWARD),
    Elementwise("Sigmoid", 1000, direction=BOTH),
    Recurrence("LIF", 50, (64,), direction=FORWARD),
    Recurrence("LIF", 50, (8, 8), "bfloat16"),
    Recurrence("LIF", 50, (64,), residuals="bfloat16"),
    Recurrence("LIF", 50, (64,), residuals="recompute"),
    *(Recurrence(neuron, 50, (64,)) for neuron in NEURONS if neuron != "LIF"),
    Layer(20, 4, 64),
    Multilayer(10, 8, (784, 64, 64, 10)),
    Convolutional(2, 2, 8, (4, 8)),
    EventRecurrent(length=30, batch=4, hidden=32),
]

NAMES = [workload.name for workload in SMALL]


def prepared(workload, contestant=REFERENCE, mode=None):
    made = CONTESTANTS[contestant]
    chosen = next(iter(made.modes(workload)), "") if mode is None else mode
    return made.prepare(workload, chosen, [workload.inputs(0)])


@pytest.mark.parametrize("workload", SMALL, ids=NAMES)
def test_workloads_are_values_with_names_of_their_own(workload):
    assert isinstance(workload, Workload)
    same: Any = pickle.loads(pickle.dumps(workload))
    assert same == workload
    assert hash(same) == hash(workload)
    assert workload.name.startswith(workload.family.split("/")[0])
    with pytest.raises(dataclasses.FrozenInstanceError):
        same.dtype = "float64"


@pytest.mark.parametrize("workload", SMALL, ids=NAMES)
def test_inputs_depend_on_the_seed_alone(workload):
    first, again, other = (workload.inputs(seed) for seed in (0, 0, 1))
    assert first.keys() == again.keys() == other.keys()
    for name, value in first.items():
        np.testing.assert_array_equal(value, again[name])
        assert value.shape == other[name].shape
        assert not np.array_equal(value, other[name])
    if isinstance(workload, Training):
        for name, value in workload.parameters().items():
            np.testing.assert_array_equal(value, workload.parameters()[name])


@pytest.mark.parametrize("workload", SMALL, ids=NAMES)
def test_contestants_agree_and_fire_as_networks_do(workload):
    expected = prepared(workload)
    outputs = expected.outputs(expected.run(0))
    assert all(np.any(value != 0) for value in outputs.values())
    rates = expected.rates()
    assert len(rates) == {"Multilayer": 2, "Convolutional": 5}.get(type(workload).__name__, 1)
    assert unrealistic(rates) is None
    modes = CONTESTANTS["spikefuse"].modes(workload)
    # Networks take long to compile, and the neurons in them are those of the other workloads.
    for mode in modes[-1:] if isinstance(workload, Training) else modes:
        found = prepared(workload, "spikefuse", mode)
        assert disagreement(workload, found.outputs(found.run(0)), outputs) is None, mode


@pytest.mark.parametrize("name", ["braintools", "spyx", "spikingjelly", "snntorch", "norse"])
@pytest.mark.parametrize(
    "workload",
    [
        Elementwise("Arctan", 1000, "float32", BACKWARD),
        Elementwise("Sigmoid", 1000, "float32", FORWARD),
        Elementwise("Sigmoid", 1000, "float32", BOTH),
        Recurrence("LIF", 50, (8, 8)),
        Recurrence("IF", 50, (64,)),
        Recurrence("CurrentLIF", 50, (8, 8)),
        Layer(20, 4, 64),
        EventRecurrent(length=30, batch=4, hidden=32),
    ],
    ids=lambda workload: workload.name,
)
def test_peers_come_to_what_their_formulas_say(workload, name):
    peer = CONTESTANTS[name]
    if (reason := peer.why_not()) is not None:
        pytest.skip(reason)
    if not peer.modes(workload):
        pytest.skip(f"{name} does not run it")
    own = peer.reference
    if own is not None and peer.difference(workload):
        expected = own(workload, [workload.inputs(0)])
    else:
        expected = prepared(workload)
    made = prepared(workload, name)
    # Once: a training step may go on from where it has come to.
    found = made.outputs(made.run(0))
    assert all(np.any(value != 0) for value in found.values())
    assert disagreement(workload, found, expected.outputs(expected.run(0))) is None


def test_every_kind_is_in_the_catalogue():
    every = workloads.every()
    assert {type(workload) for workload in every.values()} == {type(each) for each in SMALL}
    assert [name for name, workload in every.items() if name != workload.name] == []
    assert len({*every, *workloads.quick()}) == len(every) + len(workloads.quick()) - len(
        {*every} & {*workloads.quick()}
    )


@pytest.mark.parametrize(
    ("patterns", "matched"),
    [
        (["MLP"], 1),
        (["training"], 3),
        (["recurrence/*/128x1024/float32/forward"], 4),
        (["mlp", "layer/"], 7),
        (["nothing"], 0),
    ],
)
def test_patterns_match_parts_of_names(patterns, matched):
    assert len(workloads.matching(patterns, workloads.every())) == matched


@pytest.mark.parametrize("neuron", NEURONS)
@pytest.mark.parametrize("residuals", ["float32", "bfloat16", "recompute"])
def test_fewest_bytes_are_those_of_the_compiled_kernels(neuron, residuals):
    length, *shape = programs.SEQUENCE
    workload = Recurrence(neuron, length, tuple(shape), residuals=residuals)
    spec = NEURONS[neuron]
    case = next(x for x in cases()[spec.kind or neuron] if spec.resets or x.options == "none")
    program = programs.recurrence(case, residuals=residuals)
    assert workload.fewest_bytes == program.fewest_bytes


def test_fewest_bytes_of_a_surrogate():
    assert Elementwise("Sigmoid", 1000).fewest_bytes == 8000
    assert Elementwise("Sigmoid", 1000, "bfloat16", BACKWARD).fewest_bytes == 6000


def test_events_are_like_others_of_their_class():
    labels = np.repeat(np.arange(2), 20)
    found = events(np.random.default_rng(0), labels, 50, 100)
    assert set(np.unique(found)) == {0.0, 1.0}
    assert found.mean() == pytest.approx(EVENT_RATE, rel=0.1)
    profiles = found.mean(axis=0)
    halves = [profiles[start : start + 10].mean(axis=0) for start in (0, 10, 20, 30)]
    alike = np.corrcoef(halves)
    assert min(alike[0, 1], alike[2, 3]) > max(alike[0, 2], alike[1, 3])
