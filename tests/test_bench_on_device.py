"""The script for an accelerator: every part runs, one that fails loses itself, goals are judged."""

import json
import subprocess
import sys
import time

import pytest

from spikefuse.bench import goals, on_device, record, stages
from spikefuse.bench.stages import Stage
from spikefuse.bench.workloads.on_device import full, tiny

pytestmark = pytest.mark.once


def test_rehearsal(tmp_path):
    arguments = ["--rehearse", "--contestants", "lax.scan,spikefuse", "--output", str(tmp_path)]
    assert on_device.main(arguments) == 0
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert {each["stage"]: each["ended"] for each in summary["stages"]} == {
        "info": "done",
        "check": "done",
        "recurrence": "done",
        "networks": "done",
        "elementwise": "done",
    }
    assert json.loads((tmp_path / "check.json").read_text())
    for group, workloads in tiny().items():
        found = record.read(tmp_path / f"{group}.json")
        assert [each["name"] for each in found["workloads"]] == [each.name for each in workloads]
        assert all(each["results"] for each in found["workloads"])
        assert (tmp_path / f"{group}.md").exists()
        assert (tmp_path / f"{group}.png").exists()
    assert "| training steps" in (tmp_path / "summary.md").read_text()


def test_groups_are_the_same_when_rehearsed():
    assert full().keys() == tiny().keys()
    names = [workload.name for workloads in full().values() for workload in workloads]
    assert len(set(names)) == len(names)


def script(text):
    return (sys.executable, "-c", text)


def test_a_stage_that_hangs_or_fails_loses_only_itself(tmp_path):
    child = tmp_path / "child"
    # What a stage has started ends with it.
    hangs = f"""
import subprocess, sys, time
late = "import time; time.sleep(2); open({str(child)!r}, 'w')"
print("begun", flush=True)
subprocess.run([sys.executable, "-c", late])
"""
    began = time.monotonic()
    found = stages.run(
        [
            Stage("hangs", script(hangs), 1.0),
            Stage("fails", script("import sys; sys.exit('no')"), 60.0),
            Stage("works", script("print('yes')"), 60.0),
        ],
        tmp_path,
        60.0,
    )
    assert [each["ended"] for each in found] == ["cut off after 1 s", "ended with 1", "done"]
    logs = {name: (tmp_path / f"{name}.log").read_text() for name in ("hangs", "fails", "works")}
    assert logs == {"hangs": "begun\n", "fails": "no\n", "works": "yes\n"}
    time.sleep(max(0.0, 3.5 - (time.monotonic() - began)))
    assert not child.exists()


def test_time_for_all_stages_cuts_the_last(tmp_path):
    sleeps = script("import time; time.sleep(60)")
    found = stages.run([Stage("first", sleeps, 60.0), Stage("second", sleeps, 60.0)], tmp_path, 0.2)
    assert [each["ended"] for each in found] == [
        "cut off after 0 s",
        "left out: no time was left",
    ]


def test_summary_has_what_was_written_before_a_group_was_cut_off(tmp_path, capsys):
    arguments = [sys.executable, "-m", "spikefuse.bench.on_device", "--output", str(tmp_path)]
    run = subprocess.run([*arguments, "--seconds", "0"], capture_output=True, text=True)
    assert run.returncode == 1
    assert "- recurrence: left out: no time was left, 0 s" in run.stdout
    assert run.stdout.count("not measured") == len(goals.GOALS)


def measured(name, kind, size, fields, **medians):
    results = [
        {
            "contestant": label.replace("_", " "),
            "seconds": {"p50": median},
            "fraction_of_copy": 0.5 / median,
        }
        for label, median in medians.items()
    ]
    return {"name": name, "kind": kind, "size": size, "fields": fields, "results": results}


BOTH = {"dtype": "float32", "residuals": "float32", "direction": "both"}


@pytest.mark.parametrize(
    ("workload", "expected"),
    [
        (
            measured(
                "a",
                "Elementwise",
                1 << 24,
                {"dtype": "float32"},
                spikefuse_xla=0.6,
                spikefuse_pallas=0.5,
                spikefuse_triton=0.75,
            ),
            [
                ("surrogates, of the copy bandwidth", 1.0, True),
                ("surrogates, times as fast as XLA", 1.2, True),
            ],
        ),
        (
            measured(
                "b",
                "Elementwise",
                1 << 24,
                {"dtype": "bfloat16"},
                spikefuse_xla=0.5,
                spikefuse_pallas=1.0,
            ),
            [("surrogates, times as fast as XLA", 0.5, False)],
        ),
        (measured("c", "Elementwise", 1000, {"dtype": "float32"}, spikefuse_pallas=1.0), []),
        (
            measured(
                "d",
                "Recurrence",
                131072,
                BOTH,
                **{
                    "lax.scan_unroll=1": 30.0,
                    "lax.scan_unroll=8": 20.0,
                    "spikefuse_triton": 1.0,
                    "spikingjelly_triton": 0.5,
                    "spikingjelly_cuda": 0.1,
                },
            ),
            [
                ("loops over time, of the copy bandwidth", 0.5, False),
                ("a loop over time, times as fast as lax.scan", 20.0, True),
                ("loops over time, times as fast as SpikingJelly's Triton kernels", 0.5, False),
            ],
        ),
        (
            measured(
                "training/e",
                "Multilayer",
                128,
                {},
                **{
                    "spikefuse_xla": 1.0,
                    "spikefuse_pallas": 2.0,
                    "braintools_unroll=1": 4.0,
                    "snntorch_": 0.1,
                    "spyx_": 3.0,
                },
            ),
            [("training steps, times as fast as the best other on JAX", 3.0, True)],
        ),
    ],
    ids=lambda value: value["name"] if isinstance(value, dict) else "",
)
def test_goals(workload, expected):
    judged = [each for each in goals.outcomes([workload]) if each.workload is not None]
    assert [(each.goal, pytest.approx(each.value), each.reached) for each in judged] == expected


def test_what_was_not_measured_was_not_reached():
    found = goals.outcomes([measured("d", "Recurrence", 131072, BOTH)])
    assert {each.reached for each in found} == {None}
    assert goals.page(found).count("not measured") == len(found)
