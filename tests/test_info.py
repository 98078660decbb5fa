"""``spikefuse info``: what this machine has, and what is picked for what."""

import importlib.metadata
import json
import sys

import jax
import pytest

from spikefuse import command_line
from spikefuse.checking import machine, picks
from spikefuse.kernels import dispatch
from spikefuse.kernels.elementwise import KERNELS
from spikefuse.kernels.native import library
from spikefuse.kernels.triton import trial

VARIABLE = dispatch.ENVIRONMENT_VARIABLE


@pytest.fixture(autouse=True)
def _nothing_asked_for(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


def info(capsys, *arguments):
    assert command_line.main(["info", *arguments]) == 0
    return capsys.readouterr().out


def record(capsys):
    return json.loads(info(capsys, "--json"))


def test_versions_and_devices(capsys):
    printed = info(capsys)
    for name in ("spikefuse", "jax", "jaxlib", "numpy"):
        assert f"{name} {importlib.metadata.version(name)}" in printed
    assert "default cpu" in printed
    assert "cpu (this machine)" in printed


def test_plugins_are_listed_if_they_are_installed():
    installed = {each.name for each in importlib.metadata.distributions()}
    for name in ("libtpu", "jax-cuda13-plugin", "jax-triton"):
        assert (name in machine.versions()) == (name in installed)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "is not set: a call that names no implementation gets the one picked below"),
        ("pallas, xla", "is 'pallas, xla': a call that names no implementation gets pallas or els"),
        ("cuda", "is 'cuda': not usable; "),
    ],
)
def test_environment_variable(value, said, monkeypatch, capsys):
    if value is not None:
        monkeypatch.setenv(VARIABLE, value)
    assert f"{VARIABLE} {said}" in info(capsys)


def test_json_says_the_same(capsys):
    found = record(capsys)
    assert found["versions"]["jax"] == jax.__version__
    assert found["platform"] == "cpu"
    assert sum(found["devices"]["cpu"].values()) == jax.device_count()
    assert found["environment"] == {
        "name": VARIABLE,
        "value": None,
        "meaning": "a call that names no implementation gets the one picked below",
    }
    assert set(found["operations"]) == {"elementwise", "recurrence"}
    for platforms in found["operations"].values():
        assert set(platforms) == set(dispatch.PLATFORMS)


def test_every_implementation_is_picked_or_has_a_reason(capsys):
    for platforms in record(capsys)["operations"].values():
        for dtypes in platforms.values():
            assert set(dtypes) == set(picks.DTYPES)
            for pick in dtypes.values():
                assert {pick["picked"], *pick["why_not"]} == set(dispatch.NAMES)
                assert all(pick["why_not"].values())


@pytest.mark.parametrize(
    ("platform", "dtype", "picked"),
    [
        ("cuda", "float32", "pallas"),
        ("cuda", "float64", "xla"),
        ("rocm", "bfloat16", "pallas"),
        ("tpu", "float16", "xla"),
        ("tpu", "bfloat16", "pallas"),
    ],
)
@pytest.mark.parametrize("operation", ["elementwise", "recurrence"])
def test_picks(operation, platform, dtype, picked, capsys):
    pick = record(capsys)["operations"][operation][platform][dtype]
    if (operation, dtype) == ("recurrence", "float64") and trial.why_not("cuda") is None:
        # What Pallas refuses is for Triton, where there is one that goes with JAX.
        picked = "triton"
    assert pick["picked"] == picked
    reasons = {"elementwise": "is not written for this operation", "recurrence": "is compiled for"}
    assert pick["why_not"]["native"].startswith(reasons[operation])


@pytest.mark.parametrize(
    ("operation", "dtype", "picked"),
    [
        ("elementwise", "float32", "xla"),
        ("recurrence", "float32", "native"),
        ("recurrence", "bfloat16", "native"),
        ("recurrence", "float16", "xla"),
        ("recurrence", "float64", "native"),
    ],
)
def test_picks_on_cpu(operation, dtype, picked, capsys):
    assert record(capsys)["operations"][operation]["cpu"][dtype]["picked"] == picked


def test_compiled_loops(capsys):
    native = record(capsys)["native"]
    assert native["problem"] is None
    assert f"loops compiled for {native['instructions']}" in info(capsys)


def test_compiled_loops_turned_off(monkeypatch, capsys):
    monkeypatch.setenv(library.ENVIRONMENT_VARIABLE, "0")
    found = record(capsys)
    assert found["native"]["problem"].startswith("is turned off by SPIKEFUSE_NATIVE=0")
    assert found["operations"]["recurrence"]["cpu"]["float32"]["picked"] == "xla"
    assert "native: is turned off" in info(capsys)


def test_reasons_are_the_kernels_own(capsys):
    elementwise = record(capsys)["operations"]["elementwise"]
    assert elementwise["cuda"]["float64"]["why_not"]["pallas"].startswith("computes in float32")
    assert elementwise["cuda"]["float32"]["why_not"]["xla"] == "comes after pallas"


def test_implementation_that_runs_only_by_name(monkeypatch):
    orders = dict.fromkeys(dispatch.PLATFORMS, ("xla",))
    monkeypatch.setitem(picks.OPERATIONS, "elementwise", (KERNELS, orders))
    on_gpu = next(pick for pick in picks.picks() if pick.platform == "cuda")
    assert on_gpu.why_not["pallas"] == "runs only where it is named"


def test_dtypes_with_the_same_answer_share_a_row():
    merged = picks.grouped(picks.picks())
    for operation in picks.OPERATIONS:
        rows = [pick for pick in merged if pick.operation == operation]
        of_cpu = {
            "elementwise": [picks.DTYPES],
            "recurrence": [("float32", "bfloat16", "float64"), ("float16",)],
        }
        assert [pick.dtypes for pick in rows if pick.platform == "cpu"] == of_cpu[operation]
        assert [pick.dtypes for pick in rows if pick.platform == "cuda"] == [
            ("float32", "bfloat16", "float16"),
            ("float64",),
        ]


def test_without_rich(monkeypatch, capsys):
    for name in [name for name in sys.modules if name.split(".")[0] == "rich"] + ["rich"]:
        monkeypatch.setitem(sys.modules, name, None)
    lines = info(capsys).splitlines()
    heading = lines.index("where nothing was asked for:") + 1
    assert "operation    platform" in lines[heading]
    assert set(lines[heading + 1]) == {"-", " "}


@pytest.mark.parametrize("error", [RuntimeError("no device\nmore"), AssertionError()])
def test_machine_on_which_jax_cannot_start(error, monkeypatch, capsys):
    def fail(name=None):
        del name
        raise error

    monkeypatch.setattr(jax, "devices", fail)
    monkeypatch.setenv("JAX_PLATFORMS", "cuda")
    printed = info(capsys)
    assert "devices: none; " in printed
    assert "(JAX_PLATFORMS is 'cuda')" in printed
    assert "this machine" not in printed
    assert record(capsys)["platform"] is None


def test_rocm_is_told_from_cuda(monkeypatch):
    class Client:
        platform_version = "PJRT C API\nrocm 70000"

    class Device:
        platform = "gpu"
        client = Client()

    monkeypatch.setattr(jax, "devices", lambda _: [Device()])
    assert machine.default_platform() == "rocm"
    Client.platform_version = "PJRT C API\ncuda 13000"
    assert machine.default_platform() == "cuda"


def test_source_of_kernels(capsys):
    printed = info(capsys, "--source", "lif")
    assert printed.startswith(
        "# LIF, soft, learnable, float32, keeps float32: 2048 programs of 4 w"
    )
    assert "def step(state, current, threshold, decay, input_gain):" in printed
    assert "def spikefuse_recurrence_backward(" in printed
    (forward, *_) = json.loads(info(capsys, "--source", "Arctan", "--json"))
    assert "def formula(x):" in forward


def test_source_of_what_is_no_formula(capsys):
    assert command_line.main(["info", "--source", "Sine"]) == 2
    assert "--source is 'Sine', which is no surrogate or neuron" in capsys.readouterr().err


def test_a_jax_triton_that_does_not_fit_says_so_and_what_would(monkeypatch, capsys):
    monkeypatch.setattr(trial, "why_not", lambda _: "needs a jax-triton for this JAX")
    platforms = record(capsys)["operations"]["recurrence"]
    assert platforms["cuda"]["float64"]["picked"] == "xla"
    assert platforms["cuda"]["float32"]["why_not"]["triton"] == "needs a jax-triton for this JAX"


def test_source_and_compile_are_not_both_printed(capsys):
    with pytest.raises(SystemExit, match="2"):
        command_line.main(["info", "--source", "LIF", "--compile", "LIF"])
    assert "--compile: not allowed with argument --source" in capsys.readouterr().err
