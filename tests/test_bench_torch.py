"""What is other for contestants on PyTorch: memory, and the kernels that they pick on a GPU."""

import types
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from spikefuse.bench.contestants import CONTESTANTS, torch_memory
from spikefuse.bench.contestants.torch_prepare import device_name
from spikefuse.bench.workloads import BOTH, Elementwise, EventRecurrent, Layer, Recurrence

pytestmark = pytest.mark.once

torch = pytest.importorskip("torch")


def test_memory_on_a_cpu_is_what_is_held_at_once():
    def run():
        first = torch.ones(1 << 20)
        second = first + 1.0
        del first
        return second * 2.0

    # Two of 4 MiB at once, though three are made; single numbers may be tensors, too.
    assert torch_memory.peak_bytes(run, "cpu") == pytest.approx(8 << 20, rel=1e-3)


def test_memory_before_the_run_is_not_counted():
    before = [torch.ones(1 << 20)]

    def run():
        before.clear()
        return torch.ones(1 << 18)

    assert torch_memory.peak_bytes(run, "cpu") == pytest.approx(1 << 20, rel=1e-3)


def test_memory_on_a_gpu_is_what_pytorch_tells_of_the_run(monkeypatch):
    held = {"now": 5, "most": 90}
    cuda = types.SimpleNamespace(
        synchronize=lambda: None,
        memory_allocated=lambda: held["now"],
        max_memory_allocated=lambda: held["most"],
        reset_peak_memory_stats=lambda: held.update(most=held["now"]),
    )
    monkeypatch.setattr(torch, "cuda", cuda)
    assert torch_memory.peak_bytes(lambda: held.update(most=25), "cuda") == 20


@pytest.mark.parametrize("name", ["spikingjelly", "snntorch", "norse"])
def test_memory_of_contestants(name):
    if (reason := CONTESTANTS[name].why_not()) is not None:
        pytest.skip(reason)
    workload = Elementwise("Sigmoid", 10**5, direction=BOTH)
    prepared = CONTESTANTS[name].prepare(workload, "", [workload.inputs(0)])
    # What goes in and comes out at least, and some arrays more for what is not fused.
    assert prepared.peak_bytes is not None
    assert workload.fewest_bytes <= prepared.peak_bytes <= 3 * workload.fewest_bytes


def test_a_device_that_pytorch_has_not_got_is_no_device(monkeypatch):
    monkeypatch.setattr(jax, "default_backend", lambda: "tpu")
    with pytest.raises(NotImplementedError, match="finds no device for 'tpu' here"):
        device_name()


def test_modes_on_a_gpu_are_named_after_what_is_picked(monkeypatch):
    functional = pytest.importorskip("spikingjelly.activation_based.functional")
    asked = []

    def implementation(name, device, *, execution):
        asked.append((name, device.type))
        return {"implementation": {"eager": "cuda", "compile": "triton"}[execution]}

    monkeypatch.setattr(functional, "neuron_implementation", implementation)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(jax, "default_backend", lambda: "gpu")
    modes = CONTESTANTS["spikingjelly"].modes
    assert modes(Recurrence("IF", 50, (64,))) == ("cuda", "triton torch.compile")
    assert modes(Layer(20, 4, 64)) == ("cuda", "triton torch.compile")
    assert asked == [("if", "cuda")] * 2 + [("lif", "cuda")] * 2
    assert modes(EventRecurrent()) == modes(Elementwise("Arctan", 1000)) == ("",)


def test_inputs_from_jax_are_as_good_as_those_from_numpy():
    workload = Elementwise("Sigmoid", 1000, direction=BOTH)
    if (reason := CONTESTANTS["snntorch"].why_not()) is not None:
        pytest.skip(reason)
    arrays = workload.inputs(0)
    shared: Any = {name: jnp.asarray(array) for name, array in arrays.items()}
    found = [CONTESTANTS["snntorch"].prepare(workload, "", [each]) for each in (arrays, shared)]
    one, other = (each.outputs(each.run(0)) for each in found)
    for name in one:
        np.testing.assert_array_equal(one[name], other[name])
