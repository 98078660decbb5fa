"""Measuring: what is wrong is not timed, and what is missing is a line."""

import dataclasses
import time

import jax.numpy as jnp
import numpy as np
import pytest

from spikefuse.bench import measuring, memory, turns
from spikefuse.bench.comparing import disagreement, nudged, unrealistic
from spikefuse.bench.contestants import CONTESTANTS, REFERENCE, Contestant, Prepared
from spikefuse.bench.turns import Budget
from spikefuse.bench.workloads import Elementwise, Layer, Multilayer, Recurrence

pytestmark = pytest.mark.once

WORKLOAD = Recurrence("LIF", 20, (500,))

ONCE = Budget(seconds=0.0, least=2, most=2)

OURS = {name: CONTESTANTS[name] for name in (REFERENCE, "spikefuse")}


def outputs(**changed):
    random = np.random.default_rng(0)
    spikes = (random.random((20, 500)) < 0.1).astype(np.float32)
    return {"spikes": spikes, "gradient": random.normal(size=(20, 500))} | changed


def test_equal_outputs_agree():
    assert disagreement(WORKLOAD, outputs(), outputs()) is None


def test_other_spikes_do_not_agree():
    flipped = outputs()["spikes"].copy()
    flipped[3, 7] = 1.0 - flipped[3, 7]
    # One of 500 neurons is more than a rounding may change.
    said = disagreement(WORKLOAD, outputs(spikes=flipped), outputs())
    assert said == "0.2% of the neurons spike otherwise"
    # In 500 steps there are five times as many to be within a rounding.
    assert disagreement(Recurrence("LIF", 500, (500,)), outputs(spikes=flipped), outputs()) is None
    flipped[4, 8:11] = 1.0 - flipped[4, 8:11]
    said = disagreement(Recurrence("LIF", 500, (500,)), outputs(spikes=flipped), outputs())
    assert said == "0.8% of the neurons spike otherwise"
    x = outputs(spikes=np.zeros(500))
    assert disagreement(Elementwise("Sigmoid", 500), outputs(spikes=np.eye(1, 500)[0]), x)


def test_rare_flips_are_left_out_with_their_gradients():
    rare, expected = np.zeros((20, 5000)), np.ones((20, 5000))
    rare[3, 7] = 1.0
    gradient = expected.copy()
    gradient[:, 7] = 99.0
    found = {"spikes": rare, "gradient": gradient}
    wanted = {"spikes": np.zeros((20, 5000)), "gradient": expected}
    assert disagreement(WORKLOAD, found, wanted) is None


@pytest.mark.parametrize("workload", [WORKLOAD, Layer(20, 5, 100)])
@pytest.mark.parametrize("change", [1.05, np.nan, 0.0])
def test_other_gradients_do_not_agree(workload, change):
    changed = outputs(gradient=outputs()["gradient"] * change)
    said = disagreement(workload, changed, outputs())
    assert said is not None
    assert said.startswith("gradient has a relative error of")


def test_a_network_is_compared_as_closely_as_its_reference_can_be_told():
    network = Multilayer(3, 4, (784, 32, 10))
    right, beside = {"loss": np.array(1.0)}, {"loss": np.array(1.03)}
    assert disagreement(network, {"loss": np.array(1.05)}, right)
    assert disagreement(network, {"loss": np.array(1.05)}, right, beside) is None
    assert disagreement(network, {"loss": np.array(1.07)}, right, beside)
    assert disagreement(network, {"loss": np.array(np.nan)}, right, beside)
    # What does not depend on the samples so much is compared as closely as before.
    assert disagreement(network, {"loss": np.array(1.03)}, right, right)
    samples = network.inputs(0)["samples"]
    off = np.abs(nudged({"samples": samples})["samples"] - samples).max()
    assert 0 < off < 1e-4 * np.abs(samples).max()


def test_missing_outputs_do_not_agree():
    alone = {"spikes": outputs()["spikes"]}
    said = disagreement(WORKLOAD, alone, outputs())
    assert said == "puts out spikes, not gradient, spikes"


def test_rates_that_no_network_has():
    assert unrealistic([0.1, 0.3]) is None
    assert unrealistic([0.1, 0.0, 0.5]) == (
        "layers fire at 0.0%, 50.0% of their steps, not at 2% to 35%"
    )


def changed(name, prepare, requires=()):
    return Contestant(name, requires, (), lambda _: ("once",), prepare)


def wrong_by_a_tenth(workload, mode, inputs):
    right = CONTESTANTS[REFERENCE].prepare(workload, "unroll=1", inputs)

    def wrong(results):
        found = right.outputs(results)
        return {**found, "gradient": found["gradient"] * 1.1}

    return dataclasses.replace(right, outputs=wrong)


def not_here(workload, mode, inputs):
    raise NotImplementedError("needs\nanother device")


def test_contestants_that_are_wrong_missing_or_unable_are_left_out():
    entered = {
        REFERENCE: CONTESTANTS[REFERENCE],
        "wrong": changed("wrong", wrong_by_a_tenth),
        "unable": changed("unable", not_here),
        "missing": changed("missing", not_here, ("no_such_module",)),
    }
    found = measuring.measure(WORKLOAD, ONCE, entered)
    assert [each["contestant"] for each in found["results"]] == ["lax.scan unroll=1"]
    reasons = {each["contestant"]: each for each in found["left_out"]}
    assert reasons["wrong once"]["wrong"]
    assert reasons["wrong once"]["why"] == "gradient has a relative error of 1.0e-01"
    assert reasons["unable once"] == {
        "contestant": "unable once",
        "why": "needs another device",
        "wrong": False,
    }
    assert set(reasons) == {"wrong once", "unable once"}
    assert "no_such_module" in (entered["missing"].why_not() or "")


def test_what_a_result_has():
    found = measuring.measure(WORKLOAD, ONCE, OURS)
    ours = {each["contestant"]: each for each in found["results"]}["spikefuse xla"]
    seconds = ours["seconds"]
    assert seconds["minimum"] <= seconds["p20"] <= seconds["p50"] <= seconds["p80"]
    assert ours["fraction_of_copy"] == pytest.approx(
        WORKLOAD.fewest_bytes / seconds["p50"] / found["copy_bytes_per_second"]
    )
    # Current, cotangent, spikes and gradient at least.
    assert ours["peak_bytes"] >= 4 * 4 * 20 * 500
    assert ours["compile_seconds"] > 0
    assert ours["samples_per_second"] is None
    assert found["input_sets"] == 8


def test_unrealistic_workloads_are_errors():
    @dataclasses.dataclass(frozen=True)
    class Silent(Recurrence):
        def inputs(self, seed):
            return {name: 0.0 * value for name, value in super().inputs(seed).items()}

    with pytest.raises(ValueError, match=r"layers fire at 0\.0%"):
        measuring.measure(Silent("LIF", 20, (50,)), ONCE, OURS)


def test_what_does_not_fit_is_left_out(monkeypatch):
    monkeypatch.setattr(measuring, "available_bytes", lambda: 1000)
    found = measuring.measure(WORKLOAD, ONCE, OURS)
    assert found["results"] == []
    assert found["left_out"][0]["why"].startswith("takes about 0.0 GiB with ")


def test_larger_workloads_have_fewer_sets_of_inputs():
    sets = [memory.input_sets(Elementwise("Sigmoid", 10**power)) for power in range(3, 10)]
    assert sets == sorted(sets, reverse=True)
    assert (sets[0], sets[-1]) == (8, 2)
    assert (memory.available_bytes() or 0) > 2**20


def sleeping(seconds, ran):
    def run(number):
        ran.append(number)
        time.sleep(seconds)

    return Prepared(0.0, None, run, lambda _: None, lambda _: {}, list)


def test_turns():
    slow, fast = [], []
    contestants = {"slow": sleeping(4e-3, slow), "fast": sleeping(1e-4, fast)}
    found = turns.in_turns(contestants, 3, Budget(0.1, least=4, most=6))
    assert found["slow"].calls == 1
    assert 2 <= found["fast"].calls <= 10
    assert len(found["slow"].timing.seconds) == len(found["fast"].timing.seconds) == 6
    assert found["slow"].timing.summary["p50"] >= 4e-3
    assert found["fast"].timing.summary["minimum"] < 2e-3
    # Each call takes the next inputs.
    assert slow[2:] == [number % 3 for number in range(6)]
    assert set(fast) == {0, 1, 2}


def test_turns_take_what_time_there_is():
    ran = []
    found = turns.in_turns({"one": sleeping(5e-3, ran)}, 1, Budget(0.01, least=3, most=100))
    assert len(found["one"].timing.seconds) == 3


def test_large_inputs_are_there_once_for_all_on_jax(monkeypatch):
    pointers = []

    def remembering(workload, mode, inputs):
        made = CONTESTANTS[REFERENCE].prepare(workload, "unroll=1", inputs)
        pointers.append([jnp.asarray(each["current"]).unsafe_buffer_pointer() for each in inputs])
        return made

    entered = {REFERENCE: CONTESTANTS[REFERENCE], "same": changed("same", remembering)}
    entered["again"] = changed("again", remembering)
    monkeypatch.setattr(memory, "_ROTATED_BYTES", WORKLOAD.working_bytes)
    found = measuring.measure(WORKLOAD, ONCE, entered)
    assert found["input_sets"] == 2
    assert len(found["results"]) == 3
    assert pointers[0] == pointers[1]


def test_copies_of_inputs_are_counted():
    workload = Elementwise("Sigmoid", 10**9)
    gib = workload.working_bytes / 2**30
    assert memory.are_shared(workload)
    assert not memory.are_shared(WORKLOAD)
    assert memory.too_large(workload, 3, int(4.1 * gib * 2**30)) is None
    said = memory.too_large(workload, 4, int(4.1 * gib * 2**30))
    assert said == (
        f"takes about {5 * gib:.1f} GiB with 4 copies of its inputs, and there are {4.1 * gib:.1f}"
    )
