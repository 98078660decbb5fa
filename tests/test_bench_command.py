"""``spikefuse bench``: its options, and what is made of a record alone."""

import copy
import dataclasses
import json

import pytest

from spikefuse import command_line
from spikefuse.bench import command, markdown, plots, record, tables, worker, workloads
from spikefuse.bench.options import QUICK, parse

SECONDS = {"minimum": 0.9e-3, "p20": 1e-3, "p50": 2e-3, "p80": 3e-3, "first": 0.1}


def result(contestant, **changed):
    return {
        "contestant": contestant,
        "seconds": SECONDS,
        "runs": 5,
        "calls": 1,
        "compile_seconds": 0.25,
        "peak_bytes": 3 * 2**20,
        "fraction_of_copy": 0.5,
        "samples_per_second": None,
        "differs": "",
    } | changed


def workload(size, results, left_out=()):
    return {
        "name": f"elementwise/Sigmoid/{size}",
        "family": "elementwise/Sigmoid",
        "size": size,
        "rates": [0.16],
        "copy_bytes_per_second": 5e9,
        "results": results,
        "left_out": list(left_out),
    }


@pytest.fixture
def found():
    heading = {
        "machine": {
            "device": {"platform": "cpu", "kind": "cpu"},
            "processor": "a processor",
            "cores": 2,
            "python": "3.11.0",
            "versions": {"jax": "0.10.0"},
            "commit": "abc",
        },
        "contestants": {"lax.scan": None, "absent": "cannot be imported: no module"},
    }
    made = record.begun("spikefuse bench", {"seconds": 1.0}, heading)
    slow = result("slow", seconds=SECONDS | {"p50": 4e-3}, peak_bytes=None, differs="no reset")
    wrong = {"contestant": "wrong", "why": "spikes otherwise", "wrong": True}
    made["workloads"] = [
        workload(10, [slow, result("lax.scan")], [wrong]),
        workload(100, [result("lax.scan", samples_per_second=1234.5, fraction_of_copy=None)]),
    ]
    return made


def bench(*options):
    return command_line.main(["bench", *options])


def test_record_is_read_as_it_was_written(found, tmp_path):
    path = tmp_path / "found.json"
    path.write_text(record.written(found))
    assert record.read(path) == found


def test_markdown_has_what_the_record_has(found):
    page = markdown.markdown(found, "found.png")
    assert "![Time, fraction of the copy bandwidth, and memory, by size](found.png)" in page
    assert "- absent cannot be imported: no module" in page
    assert "## elementwise/Sigmoid/10: copies 5.0 GB/s; neurons fire at 16%" in page
    lines = page.splitlines()
    first = lines.index("| lax.scan | 2.000 ms | 1.000 to 3.000 | 50% | 3.0 MiB |  | 0.25 s |")
    # The fastest first, though it was written last.
    assert lines[first + 1] == "| slow | 4.000 ms | 1.000 to 3.000 | 50% |  |  | 0.25 s |"
    assert "slow computes something else: no reset" in page
    assert "wrong is left out: spikes otherwise" in page
    assert "|  | 3.0 MiB | 1,234 |" in page


def test_comparison_is_a_column_of_ratios(found):
    other = copy.deepcopy(found)
    other["workloads"].pop()
    for each in other["workloads"][0]["results"]:
        each["seconds"] = SECONDS | {"p50": 6e-3}
    assert tables.ratios(found, other) == {
        ("elementwise/Sigmoid/10", "lax.scan"): pytest.approx(3.0),
        ("elementwise/Sigmoid/10", "slow"): pytest.approx(1.5),
    }
    page = markdown.markdown(found, None, other)
    assert "| to compile | times as fast |" in page
    assert "| 0.25 s | 3.00 |" in page
    assert "| 0.25 s |  |" in page


def test_plots_have_a_line_for_each_contestant(found):
    lines = plots.families(found)["elementwise/Sigmoid"]
    assert [size for size, _ in lines["lax.scan"]] == [10, 100]
    assert [size for size, _ in lines["slow"]] == [10]
    assert plots.draw(found).startswith(b"\x89PNG")
    assert plots.draw({**found, "workloads": found["workloads"][:1]}).startswith(b"\x89PNG")
    assert plots.draw({**found, "workloads": []}).startswith(b"\x89PNG")


def test_report_is_made_from_a_file_alone(found, tmp_path, capsys):
    path = tmp_path / "found.json"
    path.write_text(record.written(found))
    assert bench("--report", str(path), "--compare", str(path)) == 0
    assert capsys.readouterr().out.split() == [
        str(tmp_path / "found.md"),
        str(tmp_path / "found.png"),
    ]
    assert (tmp_path / "found.md").read_text() == markdown.markdown(found, "found.png", found)


def test_list(capsys):
    assert bench("--list") == 0
    assert capsys.readouterr().out.splitlines() == list(workloads.every())
    assert bench("--list", "--quick", "--only", "MLP, layer/*") == 0
    assert [line.split("/")[0] for line in capsys.readouterr().out.splitlines()] == [
        "layer",
        "training",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--only", "foo"), "--only is 'foo', which no workload's name holds; see the names"),
        (("--only", "1000000000", "--quick"), "which has few; leave that out, or see the names"),
        (("--output", "{folder}/a.txt"), "it must end in .json"),
        (("--output", "{folder}/none/a.json"), "cannot be written: No such file or directory"),
        (("--compare", "{folder}/a.json"), "--compare is '{folder}/a.json', which cannot be read"),
        (("--report", "{folder}/b.json"), "which is no JSON: Expecting value"),
        (("--report", "{folder}/c.json"), "holds no results of `spikefuse bench` in format 1"),
    ],
)
def test_errors_name_the_option_and_the_way_out(options, said, tmp_path, capsys):
    (tmp_path / "b.json").write_text("no")
    (tmp_path / "c.json").write_text('{"format": 0, "workloads": []}')
    assert bench(*(option.format(folder=tmp_path) for option in options)) == 2
    assert said.format(folder=tmp_path) in capsys.readouterr().err


def test_a_run_writes_what_it_shows(tmp_path, capsys):
    path = tmp_path / "found.json"
    options = parse("elementwise/*/forward", True, str(path), None)
    # Importing the others takes longer than what is tested here.
    ours = dataclasses.replace(options, contestants=("lax.scan", "spikefuse"))
    assert command.bench(ours, "spikefuse bench") == 0
    found = record.read(path)
    printed = capsys.readouterr().out
    (only,) = found["workloads"]
    assert tables.title(only) in printed
    for row in tables.rows(only):
        assert all(cell in printed for cell in row)
    assert found["budget"]["seconds"] == QUICK.seconds
    assert found["machine"]["versions"]["jax"]
    assert {path.name for path in tmp_path.iterdir()} == {"found.json", "found.md", "found.png"}


@pytest.mark.parametrize(("wrong", "status"), [(True, 1), (False, 0)])
def test_status_says_whether_a_contestant_was_wrong(wrong, status, found, monkeypatch, capsys):
    found["workloads"][0]["left_out"][0]["wrong"] = wrong

    def measured(names, budget, contestants):
        yield {key: found[key] for key in ("machine", "contestants")}
        yield found["workloads"][0]

    monkeypatch.setattr("spikefuse.bench.collecting.measured", measured)
    assert bench("--quick", "--only", "mlp") == status
    printed = capsys.readouterr().out
    assert "absent cannot be imported: no module" in printed
    assert "wrong is left out: spikes otherwise" in printed


def test_a_run_that_breaks_down_leaves_what_it_has(found, monkeypatch, tmp_path, capsys):
    def measured(names, budget, contestants):
        yield {key: found[key] for key in ("machine", "contestants")}
        yield found["workloads"][0]
        raise worker.MeasuringError("the process that measures ended with -9")

    monkeypatch.setattr("spikefuse.bench.collecting.measured", measured)
    path = tmp_path / "found.json"
    assert bench("--quick", "--only", "training", "--output", str(path)) == 1
    assert "ended with -9" in capsys.readouterr().out
    assert len(record.read(path)["workloads"]) == 1


def test_a_process_that_fails_is_an_error():
    with pytest.raises(worker.MeasuringError, match="ended with 1"):
        list(worker.measured(["no such workload"], QUICK, ["lax.scan"]))


def test_missing_packages_are_named(monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "rich", None)
    assert bench("--quick") == 2
    said = capsys.readouterr().err
    assert "needs rich, which cannot be imported: python -m pip install 'spikefuse[bench]'" in said


def test_json_holds_numbers_alone(found):
    assert json.loads(record.written(found), parse_constant=pytest.fail) == found
