"""The README's tables of how fast it is come from a record of ``spikefuse bench``."""

from pathlib import Path

import pytest

from spikefuse.bench import readme, record

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent

BOTH = {"dtype": "float32", "residuals": "float32", "direction": "both"}


def result(contestant, milliseconds, differs=""):
    return {
        "contestant": contestant,
        "seconds": {"p50": milliseconds * 1e-3},
        "peak_bytes": 2**21,
        "samples_per_second": 1234.4,
        "differs": differs,
    }


def workload(name, kind, size, fields, *results):
    family = "/".join(part for part in name.split("/") if part != str(size))
    described = {"name": name, "kind": kind, "size": size, "fields": fields, "family": family}
    return described | {"results": list(results)}


def loop(size, kept, *results):
    name = f"recurrence/LIF/T=100/{size}/float32/both/keeps-{kept}"
    return workload(name, "Recurrence", size, BOTH | {"residuals": kept}, *results)


def text_of(name, text):
    return text.split(f"<!-- begin {name} -->")[1].split(f"<!-- end {name} -->")[0]


def test_tables_from_a_record(tmp_path):
    fields = {"surrogate": "Sigmoid", "dtype": "float32", "direction": "backward"}
    gradient = workload(
        "elementwise/Sigmoid/float32/10000000/backward",
        "Elementwise",
        10**7,
        fields,
        result("spikefuse xla", 3.0),
        result("spikefuse native", 2.0),
        result("braintools", 4.0),
    )
    spiked = result("spyx", 9.0, "a step later")
    workloads = [
        gradient,
        loop(64, "float32", result("lax.scan", 0.5)),
        loop(4096, "float32", result("lax.scan", 7.0), spiked),
        loop(4096, "recompute", result("lax.scan", 8.0), result("spikefuse xla", 8.0)),
        workload("training/mlp", "Multilayer", 128, {}, result("lax.scan", 6.0)),
    ]
    machine = {"cores": 2, "processor": "X", "versions": {"jax": "0.10.0", "numpy": "2"}}
    found = record.begun("spikefuse bench --only this", {}, {"machine": machine})
    (tmp_path / "cpu").mkdir()
    for name in ("bench", "training"):
        path = tmp_path / "cpu" / f"{name}.json"
        path.write_text(record.written(found | {"workloads": workloads}))
    results = ROOT / "bench" / "results"
    (tmp_path / "compiled").symlink_to(results / "compiled")
    (tmp_path / "cpu" / "train.json").symlink_to(results / "cpu" / "train.json")
    made = readme.with_tables((ROOT / "README.md").read_text(), tmp_path)
    assert "| Sigmoid | 2.00 | 4.00 |" in text_of("elementwise", made)
    loops = text_of("recurrence", made)
    assert "| contestant | 4096 neurons | 64 neurons |" in loops
    assert "| lax.scan | 7.00, 2.0 MiB | 0.50, 2.0 MiB |" in loops
    assert "| spikefuse xla, computes again | 8.00, 2.0 MiB |  |" in loops
    assert "lax.scan, computes again" not in loops
    assert "Neurons that are defined otherwise: spyx: a step later." in loops
    assert "on 2 cores of X (jax 0.10.0), medians" in loops
    assert "| lax.scan | 6.00, 1,234 |" in text_of("steps", made)
    assert made.count("`spikefuse bench --only this`") == 3
    assert readme.with_tables(made, tmp_path) == made
