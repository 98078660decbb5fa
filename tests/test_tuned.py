"""Tables of what is fastest: dispatch follows them, and only where they count."""

import dataclasses
import json
import os

import jax
import jax.numpy as jnp
import pytest
from conftest import needs_compiled_loops

import spikefuse
from spikefuse import command_line
from spikefuse.bench import tune, tuning
from spikefuse.bench.worker import MeasuringError
from spikefuse.bench.workloads import Layer, Recurrence, for_blocks, for_orders
from spikefuse.checking import inventory
from spikefuse.kernels import gpu_blocks, tuned
from spikefuse.kernels.tuned import lookup
from spikefuse.neuron import LIF

pytestmark = pytest.mark.once

MEASURED = tuned.Measured("layer/LIF", {"xla": 1e-3, "native": 2e-3})


def order(size, *names, operation="recurrence", length=None):
    return tuned.Order(operation, "float32", size, names, MEASURED, length)


def table(*orders, **changed):
    device = tuned.device("cpu")
    assert device is not None
    return tuned.Table(device.name, tuned.versions(), "tune", orders, **changed)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(tuned.ENVIRONMENT_VARIABLE, str(tmp_path))
    return tmp_path


def write(found, platform="cpu"):
    device = tuned.device(platform)
    assert device is not None
    path = tuned.path(device)
    assert path is not None
    path.write_text(found if isinstance(found, str) else tuned.written(found))
    return path


def compiled_loops(neurons, **options):
    """Return how many passes of a neuron and its gradient are compiled loops."""
    current = jax.ShapeDtypeStruct((5, neurons), jnp.float32)
    lowered = jax.jit(jax.grad(lambda x: LIF(0.9)(x, **options)[0].sum())).lower(current)
    return lowered.as_text().count("custom_call @spikefuse_")


def test_a_table_is_read_as_it_was_written():
    block = tuned.BlockChoice("triton", "recurrence", 4096, tuned.Block(256, 4), MEASURED)
    found = table(
        order(64, "xla", "native"), order(64, "associative", "xla", length=1000), blocks=(block,)
    )
    assert tuned.read(tuned.written(found)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "holds no table of `spikefuse bench --tune` in format 1"),
        ('{"format": 2}', "in format 1"),
        ('{"format": 1, "orders": []}', "has an entry that is not as it should be: 'blocks'"),
        ('{"format": 1, "orders": [{"names": 3}], "blocks": []}', "not as it should be"),
    ],
)
def test_what_is_no_table_does_not_count(folder, text, said):
    with pytest.raises(tuned.TableError, match=said):
        tuned.read(text)
    path = write(text)
    found = tuned.status("cpu")
    assert found.path == path
    assert found.table is None
    assert said in (found.problem or "")
    assert compiled_loops(64) == compiled_loops(64, implementation=None)


@needs_compiled_loops
def test_dispatch_follows_the_nearest_size(folder):
    assert compiled_loops(64) == 2
    path = write(table(order(64, "xla", "native"), order(6400, "native", "xla")))
    assert compiled_loops(64) == compiled_loops(500) == 0
    assert compiled_loops(900) == compiled_loops(6400) == 2
    # Of another dtype or operation nothing is said.
    assert lookup.order("cpu", tuned.Case("recurrence", "bfloat16", 64), ("native",)) == ("native",)
    assert lookup.order("cpu", tuned.Case("elementwise", "float32", 64), ("xla",)) == ("xla",)
    # A new table counts at once.
    write(table(order(64, "native")))
    os.utime(path, ns=(1, 1))
    assert compiled_loops(64) == 2


def test_dispatch_follows_the_nearest_length_where_time_can_run_in_parallel(folder):
    def loops(neuron, length, neurons=64):
        current = jax.ShapeDtypeStruct((length, neurons), jnp.float32)
        gradient = jax.grad(lambda x: neuron(x)[0].sum())
        return jax.jit(gradient).lower(current).as_text().count("stablehlo.while")

    free, reset = LIF(0.9, reset="none"), LIF(0.9)
    write(table(order(64, "xla")))
    assert loops(free, 1000) == loops(reset, 1000) == 2
    write(
        table(
            order(64, "xla"),
            order(64, "xla", length=10),
            order(64, "associative", length=1000),
            order(64000, "xla", length=1000),
        )
    )
    assert loops(reset, 1000) == 2
    assert loops(free, 1000) == loops(free, 200) == 0
    assert loops(free, 50) == loops(free, 1000, 64000) == 2


@needs_compiled_loops
def test_what_is_asked_for_by_name_goes_before_a_table(folder):
    write(table(order(64, "xla", "native")))
    assert compiled_loops(64, implementation="native") == 2
    with spikefuse.use_implementation("native"):
        assert compiled_loops(64) == 2


@needs_compiled_loops
def test_a_table_of_other_versions_does_not_count(folder, capsys):
    old = dataclasses.replace(table(order(64, "xla")), versions=tuned.versions() | {"jax": "0.1"})
    write(old)
    assert compiled_loops(64) == 2
    said = tuned.status("cpu").problem or ""
    assert said == f"does not count: it was measured with jax 0.1, and this is {jax.__version__}"
    assert said in "\n".join(inventory.lines(inventory.inventory()))
    assert command_line.main(["info"]) == 0
    assert "`spikefuse bench --tune` measures anew" in capsys.readouterr().out


def test_info_shows_a_table(folder, capsys):
    path = write(table(order(64, "xla", "native")))
    assert command_line.main(["info"]) == 0
    said = capsys.readouterr().out
    assert f"tuning: as {path} has it, by `tune`" in said
    assert "recurrence, float32" in said
    assert "where nothing was asked for, and what is above says nothing:" in said
    assert "xla 1.000, native 2.000" in said
    assert command_line.main(["info", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["tuning"]["table"]["orders"]
    assert found["names"] == ["xla", "native"]


def test_several_processes_follow_no_table(folder, monkeypatch):
    write(table(order(64, "xla", "native")))
    assert tuned.status("cpu").table is not None
    monkeypatch.setattr(jax, "process_count", lambda: 2)
    assert tuned.status("cpu").table is None


def test_where_a_table_lies(monkeypatch, tmp_path):
    device = tuned.Device("cuda", "NVIDIA H200")
    monkeypatch.setenv(tuned.ENVIRONMENT_VARIABLE, "none")
    assert tuned.path(device) is None
    monkeypatch.delenv(tuned.ENVIRONMENT_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert tuned.path(device) == tmp_path / "spikefuse" / "cuda-nvidia-h200.json"
    monkeypatch.setenv(tuned.ENVIRONMENT_VARIABLE, str(tmp_path))
    assert tuned.path(device) == tmp_path / "cuda-nvidia-h200.json"


def test_kernels_for_gpus_take_the_block_of_a_table(folder, monkeypatch):
    monkeypatch.setattr(lookup, "device", lambda platform: tuned.Device(platform, "a GPU"))

    def warps():
        lowered = jax.jit(lambda x: LIF(0.9)(x, implementation="pallas")[0]).trace(
            jnp.zeros((4, 4096))
        )
        text = lowered.lower(lowering_platforms=("cuda",)).as_text()
        return [each for each in (1, 2, 4, 8) if f"num_warps = {each} " in text]

    assert warps() == [4]
    block = tuned.BlockChoice("pallas", "recurrence", 4096, tuned.Block(256, 8), MEASURED)
    found = dataclasses.replace(table(), device="a GPU", blocks=(block,))
    (folder / "cuda-a-gpu.json").write_text(tuned.written(found))
    assert warps() == [8]
    with gpu_blocks.use_block(128, 2):
        assert warps() == [2]


# What is chosen.


def seconds(p50, spread=0.1):
    return {"p20": p50 * (1 - spread), "p50": p50, "p80": p50 * (1 + spread)}


def workload(made, **results):
    return {
        "name": made.name,
        "kind": type(made).__name__,
        "fields": dataclasses.asdict(made),
        "size": made.size,
        "copy_bytes_per_second": 1e9,
        "rates": [],
        "left_out": [],
        "results": [
            {
                "contestant": name.replace("_", " "),
                "seconds": each,
                "fraction_of_copy": None,
                "peak_bytes": None,
                "samples_per_second": None,
                "compile_seconds": 0.0,
                "differs": "",
            }
            for name, each in results.items()
        ],
    }


def test_the_usual_one_stays_first_unless_it_clearly_loses():
    usual = ("native", "xla")
    close = {"native": seconds(1.05), "xla": seconds(1.0)}
    assert tuning.fastest_first(usual, close) == ("native", "xla")
    assert tuning.fastest_first(usual, {**close, "native": seconds(1.2)}) == ("xla", "native")
    # What the platform does not try comes where its time puts it.
    assert tuning.fastest_first(usual, {**close, "triton": seconds(0.5)})[0] == "triton"
    assert tuning.fastest_first(usual, {"xla": seconds(1.0)}) == ("xla",)


def test_orders_come_of_layers():
    results = {"spikefuse_native": seconds(2.0), "spikefuse_xla": seconds(1.0)}
    others = {"lax.scan": seconds(0.1)}
    found = tuning.orders(
        [
            workload(Layer(100, 4, 64), **results, **others),
            workload(Layer(7, 4, 64, neuron=None), spikefuse_xla=seconds(1.0)),
            workload(Layer(100, 4, 64, neuron="LIFWithoutReset"), **results),
            workload(Recurrence("LIF", 100, (64,)), **results),
        ],
        "cpu",
    )
    assert [(each.operation, each.size, each.names, each.length) for each in found] == [
        ("recurrence", 256, ("xla", "native"), None),
        # Time makes no difference to a threshold.
        ("elementwise", 7 * 256, ("xla",), None),
        ("recurrence", 256, ("xla", "native"), 100),
    ]
    assert found[0].measured.seconds == {"native": 2.0, "xla": 1.0}


def test_blocks_come_of_kernels_alone():
    results = {
        "blocks_pallas_128x4": seconds(2.0),
        "blocks_pallas_512x4": seconds(1.0),
        "blocks_triton_256x8": seconds(3.0),
    }
    found = tuning.block_choices([workload(Recurrence("LIF", 100, (64,)), **results)])
    assert [(each.implementation, each.operation, each.size, each.block) for each in found] == [
        ("pallas", "recurrence", 64, tuned.Block(512, 4)),
        ("triton", "recurrence", 64, tuned.Block(256, 8)),
    ]


def test_what_is_measured_has_something_to_choose_from():
    assert for_blocks("cpu") == {}
    assert {type(each) for each in for_orders("cpu").values()} == {Layer}
    assert set(for_orders("cpu")) < set(for_orders("cuda"))
    assert {each.size for each in for_blocks("cuda").values()} > {2**10, 2**24}


@pytest.fixture
def measuring(monkeypatch):
    """Have layers measured without a clock: native loses at 256 neurons."""

    def collected(where, names, budget, command, each, contestants):
        assert contestants == ["spikefuse"]
        made = [for_orders("cpu")[name] for name in names]
        found = [
            workload(
                one,
                spikefuse_native=seconds(2.0 if one.size == 256 else 0.5),
                spikefuse_xla=seconds(1.0),
            )
            for one in made
        ]
        for one in found:
            each({"workloads": found}, one)
        return {"workloads": found, "command": command}

    device = dataclasses.asdict(tuned.device("cpu"))  # pyright: ignore[reportArgumentType]
    monkeypatch.setattr(tune, "measured", lambda *_: iter([{"device": device}]))
    monkeypatch.setattr(tune, "collected", collected)


@needs_compiled_loops
@pytest.mark.usefixtures("measuring")
def test_tuning_writes_the_table_that_dispatch_follows(folder, capsys):
    assert command_line.main(["bench", "--tune"]) == 0
    said = capsys.readouterr().out
    path = tuned.status("cpu").path
    assert f"written to {path}" in said
    assert [each.name for each in folder.iterdir()] == [path.name if path else None]
    assert compiled_loops(256) == 0
    assert compiled_loops(64) == compiled_loops(4096) == 2


@pytest.mark.usefixtures("measuring")
def test_tuning_says_where_it_cannot_write(monkeypatch, tmp_path, capsys):
    assert command_line.main(["bench", "--tune"]) == 2
    assert "SPIKEFUSE_TUNING is 'none', so that no table counts" in capsys.readouterr().err
    (tmp_path / "file").touch()
    monkeypatch.setenv(tuned.ENVIRONMENT_VARIABLE, str(tmp_path / "file"))
    assert command_line.main(["bench", "--tune"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert command_line.main(["bench", "--tune", "--only", "layer"]) == 2
    assert "--tune measures workloads of its own, and --only was given" in capsys.readouterr().err


@pytest.mark.usefixtures("measuring")
def test_nothing_is_written_if_measuring_breaks_down(folder, monkeypatch, capsys):
    def broken(*_):
        raise MeasuringError("the process that measures ended with -9")

    monkeypatch.setattr(tune, "collected", broken)
    assert command_line.main(["bench", "--tune"]) == 1
    assert "ended with -9; no table is written" in capsys.readouterr().out
    assert tuned.status("cpu").table is None
