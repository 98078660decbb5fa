"""Every kernel compiles for GPUs and TPUs that are not there, to what it should be."""

import json
from pathlib import Path

import jax
import pytest
from devices import other_operations, require_compiler

from spikefuse.checking.neurons import cases as neurons
from spikefuse.compiling import programs
from spikefuse.compiling.compiled import compiled
from spikefuse.compiling.devices import DEVICES
from spikefuse.compiling.machine_code import machine_code
from spikefuse.compiling.report import KEY, key

RESULTS = Path(__file__).parents[1] / "bench" / "results" / "compiled"

GPUS = tuple(name for name, device in DEVICES.items() if device.platform == "cuda")

TPUS = tuple(name for name, device in DEVICES.items() if device.platform == "tpu")

PROGRAMS = {
    str(program): program
    for program in sorted(programs.every(), key=lambda program: program.formula)
}

# Of a spike of two inputs, there are two gradients and four derivatives of these, and a sum each.
CROSSINGS = ("inv_square_grad2", "relu_grad2")


@pytest.fixture(scope="module")
def reports():
    return {device: json.loads((RESULTS / f"{device}.json").read_text()) for device in DEVICES}


def expected_kernels(program, device):
    if program.dtype == "float16" and device in TPUS:
        # No TPU has float16: XLA computes it in float32.
        return 0
    if program.operation == "elementwise":
        return 7 if program.formula in CROSSINGS else 3
    # Where inner values are computed again, the state is, too, at some steps, by a third kernel.
    return 2 + (program.residuals == "recompute" and depends_on_state(program))


def depends_on_state(program):
    return program.formula != "LeakyIntegrator" or "learnable" in program.options


# What makes the state at rest.
AT_REST = {"broadcast", "constant", "fusion"}

# What it is made of is a parameter of the step, too: what it learns by either is added.
RESTING_WHERE_RESET = ("EIF", "Izhikevich", "QIF")


def allowed_operations(program):
    """Return which operations may be beside the kernels."""
    if program.operation == "elementwise":
        return set()
    is_learnt = program.options == "hard, learnable" and program.formula in RESTING_WHERE_RESET
    return AT_REST | ({"add"} if is_learnt else set())


def is_narrow(program):
    """Return whether it differs from another program in its loads and stores alone."""
    return program.operation == "elementwise" and program.dtype != "float32"


# With the JAX that the report was made with, every device; with another, one GPU and one TPU.
OF_REPORT = json.loads((RESULTS / f"{GPUS[0]}.json").read_text())["machine"]["versions"]["jax"]

COMPILED_FOR = tuple(DEVICES) if jax.__version__ == OF_REPORT else (GPUS[0], TPUS[0])


def is_once(name, program):
    return is_narrow(program) or ("learnable" in name and program.formula != "LIF")


# With gradients of parameters kernels take longest to compile, and one GPU is as good as another,
# as is one JAX.
COMPILED = [
    pytest.param(name, device, marks=[pytest.mark.once] if is_once(name, program) else [])
    for name, program in PROGRAMS.items()
    for device in COMPILED_FOR
    if not ("learnable" in name and device in GPUS[1:])
]


@pytest.mark.gate
@pytest.mark.parametrize(("name", "device"), COMPILED)
def test_kernels_compile(name, device, reports):
    require_compiler(DEVICES[device])
    program = PROGRAMS[name]
    made = compiled(program.function, program.operands, DEVICES[device], allow_spills=False)
    assert made.kernels == expected_kernels(program, device)
    if made.kernels and program.formula not in CROSSINGS:
        assert other_operations(made.text) <= allowed_operations(program)
    reported = row_of(program, reports[device])
    assert reported["kernels"] == made.kernels
    if device in TPUS:
        assert made.bytes_moved == pytest.approx(reported["bytes_moved"], rel=0.01)
    else:
        assert made.launches == reported["launches"]


@pytest.mark.gate
@pytest.mark.once
@pytest.mark.parametrize("device", GPUS)
@pytest.mark.parametrize(
    "name", ["Arctan, float32", *(name for name in PROGRAMS if name.startswith("LIF, soft, float"))]
)
def test_machine_code_is_as_reported(name, device, reports):
    require_compiler(DEVICES[device])
    program = PROGRAMS[name]
    made = compiled(program.function, program.operands, DEVICES[device])
    assert len(made.ptx) == made.kernels
    for ptx in made.ptx:
        (kernel,) = machine_code(ptx)
        assert 0 < kernel.registers <= 255
        assert kernel.spilled_bytes == 0
        assert {*kernel.loads, *kernel.stores} <= allowed_widths(program.residuals)


@pytest.mark.gate
@pytest.mark.once
def test_a_kernel_that_spills_is_seen():
    require_compiler(DEVICES["a100"])
    # Five gradients of parameters at once are more than the registers hold.
    case = next(each for each in neurons.cases()["CurrentLIF"] if each.options == "hard")
    program = programs.recurrence(case, residuals="recompute", learnable=True)
    operands = program.operands
    made = compiled(program.function, operands, DEVICES["a100"])
    assert any(kernel.spilled_bytes for ptx in made.ptx for kernel in machine_code(ptx))
    with pytest.raises(jax.errors.JaxRuntimeError, match="register spilling"):
        compiled(program.function, operands, DEVICES["a100"], allow_spills=False)


def allowed_widths(residuals):
    """Return the bytes of a load or store: 16, but four numbers of bfloat16 have half of that."""
    return {8, 16} if residuals == "bfloat16" else {16}


def row_of(program, report):
    found = [row for row in report["programs"] if row.items() >= key(program).items()]
    assert len(found) == 1, f"no row of {program}: python -m spikefuse.bench.compiled"
    return found[0]


# What the committed reports say.


@pytest.mark.parametrize("device", DEVICES)
def test_report_has_every_program_and_no_other(device, reports):
    found = {tuple(key_of(row).items()) for row in reports[device]["programs"]}
    assert found == {tuple(key(program).items()) for program in PROGRAMS.values()}


def key_of(row):
    return {name: row[name] for name in KEY}


@pytest.mark.parametrize("device", GPUS)
def test_no_kernel_on_a_gpu_spills_and_all_move_16_bytes(device, reports):
    for row in reports[device]["programs"]:
        assert len(row["machine_code"]) == row["kernels"] - (row["formula"] in CROSSINGS)
        for kernel in row["machine_code"]:
            assert 0 < kernel["registers"] <= 255
            assert kernel["spilled_bytes"] == 0
            if row["dtype"] == "float32":
                found = {int(width) for width in (*kernel["loads"], *kernel["stores"])}
                assert found <= allowed_widths(row["residuals"]), row


# What charges them depends on the state before a step, which comes of what the step before kept:
# that is read twice.
READ_TWICE = {
    *(("Alpha", "hard"), ("Alpha", "soft"), ("EIF", "hard"), ("EIF", "soft")),
    *(("Izhikevich", "hard"), ("Leaky", "hard"), ("QIF", "hard"), ("QIF", "soft")),
    ("Synaptic", "hard"),
}


def most_bytes(row):
    """Return how many bytes may be moved: the fewest, and beside those, the state at rest."""
    if row["residuals"] == "recompute" and row["formula"] != "LeakyIntegrator":
        # The current once more, and each state at some steps.
        neuron = programs.of_numbers(neurons.cases()[row["formula"]][0])
        return 1.2 + 0.03 * len(jax.tree.leaves(neuron.init((), "float32")))
    return 28 / 24 + 0.012 if (row["formula"], row["options"]) in READ_TWICE else 1.01


@pytest.mark.parametrize("device", TPUS)
def test_kernels_on_a_tpu_move_the_fewest_bytes(device, reports):
    for row in reports[device]["programs"]:
        learnable = row["fewest_bytes"] is None
        if row["kernels"] and row["formula"] not in CROSSINGS and not learnable:
            assert 1 <= row["bytes_moved"] / row["fewest_bytes"] <= most_bytes(row), row


@pytest.mark.parametrize("device", GPUS)
def test_fewer_kernels_are_launched_than_by_a_plain_scan(device, reports):
    plain = {row["formula"]: row["launches"] for row in reports[device]["plain_scans"]}
    assert set(plain) == set(neurons.cases())
    for row in reports[device]["programs"]:
        if row["operation"] == "recurrence":
            assert 100 * row["launches"] < plain[row["formula"]], row
