"""``spikefuse check`` of neurons: that it passes, and above all that it can fail."""

import dataclasses
import functools
import itertools
import json

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import HAS_TRITON
from jax import lax
from jax.experimental import pallas as pl

from spikefuse import command_line, neuron
from spikefuse.checking import options, picks
from spikefuse.checking.neurons import judging, poison, programs, run
from spikefuse.checking.neurons.cases import case_of, cases
from spikefuse.checking.neurons.combinations import PARAMETERS, Combination, combinations
from spikefuse.checking.neurons.drives import SHAPE, STEPS, drive
from spikefuse.checking.neurons.limits import limit, relative_error
from spikefuse.checking.neurons.reference import Reference, referee
from spikefuse.checking.neurons.ties import ties
from spikefuse.checking.programs import Target
from spikefuse.checking.targets import targets
from spikefuse.commands import UsageError
from spikefuse.kernels.recurrence import RESIDUALS, xla
from spikefuse.kernels.recurrence.plan import Forward, Linear
from spikefuse.neuron import IF, LIF, LeakyIntegrator
from spikefuse.surrogate import Arctan
from spikefuse.surrogate.catalogue import classes

pytestmark = pytest.mark.once

XLA = Target("xla", "cpu")

SOFT = case_of(LIF, reset="soft")

xla_run = xla.run


def check(*arguments):
    return command_line.main(["check", *arguments])


def row_of(combination, right=None):
    """Return the row of a combination, judged by its own case or by another."""
    (row,) = run.check([(right or combination.case, [(XLA, combination)])])
    return row


def wrong_parts(row):
    assert row.status == (run.FAILED if wrong_names(row) else run.PASSED)
    return {finding.part for finding in row.findings if not finding.passed}


def wrong_names(row):
    return {finding.name for finding in row.findings if not finding.passed}


# It passes.


@pytest.mark.parametrize("dtype", picks.DTYPES)
def test_neurons_pass(dtype):
    row = row_of(Combination(SOFT, dtype))
    assert wrong_parts(row) == set()
    assert {finding.part for finding in row.findings} == set(judging.PARTS)
    names = {each.name for each in row.findings if each.part == "to parameters"}
    assert names == {"decay", "threshold", "input_gain"}


def test_table_and_record(tmp_path, capsys):
    path = tmp_path / "record.json"
    arguments = ("--neuron", "leaky_integrator", "--implementation", "xla", "--json", str(path))
    assert check(*arguments) == 0
    printed = capsys.readouterr().out
    assert "8 passed, 0 failed, 0 not done by the implementation" in printed
    assert "surrogate" not in printed
    assert "filled with NaN and given back" in printed
    record = json.loads(path.read_text())
    assert (record["passed"], record["failed"], record["rows"]) == (8, 0, [])
    rows = record["neurons"]
    assert {row["residuals"] for row in rows} == set(RESIDUALS)
    assert {row["dtype"] for row in rows} == set(picks.DTYPES)
    assert {row["parameters"] for row in rows} == set(PARAMETERS)
    for finding in (each for row in rows for each in row["findings"]):
        assert finding["error"] <= finding["limit"]


def test_what_an_implementation_does_not_do_is_no_failure(capsys):
    arguments = ("--neuron", "IF", "--implementation", "pallas", "--dtype", "float64")
    assert check(*arguments) == 0
    printed = capsys.readouterr().out
    # On a GPU, float64 is for Triton, where that is installed.
    assert printed.count("goes to triton [") == int(HAS_TRITON)
    assert printed.count("goes to xla [") == 2 - HAS_TRITON
    assert "0 passed, 0 failed, 2 not done" in printed


# It can fail: kernels.


def changed_backward(change, task, *operands, plan):
    results = list(xla_run(task, *operands, plan=plan))
    return change(results) if isinstance(plan, Linear) else results


def changed_forward(change, task, *operands, plan):
    results = list(xla_run(task, *operands, plan=plan))
    return change(results) if isinstance(plan, Forward) else results


def at(index, change):
    """Return a function that changes one of several results."""

    def changed(results):
        count = len(results)
        return [change(x) if i == index % count else x for i, x in enumerate(results)]

    return changed


def nothing_from_the_last_state(task, *operands, plan):
    if isinstance(plan, Linear):
        operands = (operands[0], jnp.zeros_like(operands[1]), *operands[2:])
    return xla_run(task, *operands, plan=plan)


def nothing_from_the_trace(task, *operands, plan):
    if isinstance(plan, Linear):
        operands = (*operands[:2], jnp.zeros_like(operands[2]), *operands[3:])
    return xla_run(task, *operands, plan=plan)


def parameter_ignored(task, *operands, plan):
    return xla_run(task, *operands[:-1], jnp.ones_like(operands[-1]), plan=plan)


def left_unwritten(results):
    """Copy a gradient by a kernel that does not get to the last step."""

    def kernel(source, target):
        target[: STEPS - 1] = source[: STEPS - 1]

    copy = pl.pallas_call(
        kernel, out_shape=jax.ShapeDtypeStruct(results[0].shape, results[0].dtype), interpret=True
    )
    return [copy(results[0]), *results[1:]]


def raising(*_, **__):
    raise RuntimeError("the compiler gave up\nwith many words")


def backward(index, change):
    return functools.partial(changed_backward, at(index, change))


def forward(index, change):
    return functools.partial(changed_forward, at(index, change))


BROKEN = {
    "gradient scaled": (backward(0, lambda x: x * 1.0001), {"to current"}),
    "state's gradient scaled": (backward(1, lambda x: x * 1.0001), {"to state"}),
    "parameter's gradient scaled": (backward(-1, lambda x: x * 1.0001), {"to parameters"}),
    "gradient of one neuron left out": (
        backward(0, lambda x: x.at[:, -1, -1].set(0.0)),
        {"to current"},
    ),
    "one NaN": (backward(0, lambda x: x.at[-1, -1, -1].set(jnp.nan)), {"to current"}),
    "NaN where the cotangent is 0": (
        backward(0, lambda x: x.at[0, 0, 0].set(jnp.nan)),
        {"to current"},
    ),
    "last step left unwritten": (
        functools.partial(changed_backward, left_unwritten),
        {"to current"},
    ),
    "last state's cotangent missing": (
        nothing_from_the_last_state,
        {"to current", "to state", "to parameters"},
    ),
    "trace's cotangent missing": (
        nothing_from_the_trace,
        {"to current", "to state", "to parameters"},
    ),
    "one spike flipped": (forward(0, lambda x: x.at[5, 1, 7].set(1 - x[5, 1, 7])), {"spikes"}),
    "spikes that are NaN": (forward(0, lambda x: x.at[5, 1, 7].set(jnp.nan)), {"spikes"}),
    "last state of bfloat16": (
        forward(1, lambda x: lax.reduce_precision(x, 8, 7)),
        {"states"},
    ),
    "trace a step late": (forward(2, lambda x: jnp.roll(x, 1, axis=0)), {"states"}),
    "NaN in the trace": (forward(2, lambda x: x.at[0, 0, 0].set(jnp.nan)), {"states"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_kernel_fails(name, monkeypatch):
    broken, parts = BROKEN[name]
    monkeypatch.setattr(xla, "run", broken)
    assert wrong_parts(row_of(Combination(SOFT, "float32"))) == parts


def test_ignored_parameter_fails(monkeypatch):
    monkeypatch.setattr(xla, "run", parameter_ignored)
    assert wrong_parts(row_of(Combination(SOFT, "float32"))) == set(judging.PARTS)


@pytest.mark.parametrize("residuals", RESIDUALS)
def test_kernel_that_is_broken_for_some_residuals_fails(residuals, monkeypatch):
    def zeros(task, *operands, plan):
        results = xla_run(task, *operands, plan=plan)
        kept = [x.dtype for x in operands].count(jnp.dtype("bfloat16"))
        own = "recompute" if isinstance(plan, Linear) and plan.recompute else "float32"
        own = "bfloat16" if kept else own
        if isinstance(plan, Forward) or own != residuals:
            return results
        return [x * 1.01 for x in results]

    monkeypatch.setattr(xla, "run", zeros)
    failed = {
        each: row_of(Combination(SOFT, "float32", each)).status == run.FAILED for each in RESIDUALS
    }
    assert failed == {each: each == residuals for each in RESIDUALS}


def test_too_few_bits_kept_fail(monkeypatch):
    def fewer(task, *operands, plan):
        results = list(xla_run(task, *operands, plan=plan))
        if isinstance(plan, Forward):
            return [lax.reduce_precision(x, 8, 5) if x.dtype == "bfloat16" else x for x in results]
        return results

    monkeypatch.setattr(xla, "run", fewer)
    row = row_of(Combination(SOFT, "float32", "bfloat16"))
    assert wrong_parts(row) == {"to current", "to state", "to parameters"}


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_rounding_twice_fails(dtype, monkeypatch):
    def twice(results):
        third = (results[0].astype(jnp.float32) / 3.0).astype(dtype)
        return [third * jnp.asarray(3.0, dtype), *results[1:]]

    monkeypatch.setattr(xla, "run", functools.partial(changed_backward, twice))
    assert wrong_parts(row_of(Combination(SOFT, dtype))) == {"to current"}


def test_gradient_of_a_shared_parameter_scaled_fails(monkeypatch):
    combination = Combination(SOFT, "float32", parameters="shared")
    assert wrong_parts(row_of(combination)) == set()
    monkeypatch.setattr(xla, "run", backward(-1, lambda x: x * 1.0001))
    assert wrong_parts(row_of(combination)) == {"to parameters"}


def test_wrong_spikes_of_a_call_without_a_derivative_fail(monkeypatch):
    def flipped(task, *operands, plan):
        results = list(xla_run(task, *operands, plan=plan))
        if isinstance(plan, Forward) and not any(plan.kept):
            results[0] = results[0].at[-1, 0, 0].set(1 - results[0][-1, 0, 0])
        return results

    monkeypatch.setattr(xla, "run", flipped)
    row = row_of(Combination(SOFT, "float32", parameters="numbers"))
    assert wrong_names(row) == {"without a derivative"}


def test_compiler_that_gives_up_fails_its_row_alone(monkeypatch, capsys):
    def raising_for_float16(task, *operands, plan):
        if operands[0].dtype == jnp.float16:
            raising()
        return xla_run(task, *operands, plan=plan)

    monkeypatch.setattr(xla, "run", raising_for_float16)
    arguments = ("--neuron", "LeakyIntegrator", "--implementation", "xla")
    assert check(*arguments, "--dtype", "float16,float64") == 1
    printed = capsys.readouterr().out
    assert "RuntimeError: the compiler gave up" in printed
    assert "1 passed, 1 failed" in printed


@pytest.mark.parametrize("stage", ["spikes", "state", "trace", "gradients"])
@pytest.mark.parametrize("change", ["dtype", "shape"])
def test_wrong_dtype_or_shape_fails(stage, change, monkeypatch):
    def changed(x):
        return x.astype(np.float64) if change == "dtype" else x[np.newaxis]

    def program(*arguments):
        compute = programs.program(*arguments)

        def wrong(drive):
            computed = compute(drive)
            part = jax.tree.map(changed, getattr(computed, stage))
            return dataclasses.replace(computed, **{stage: part})

        return wrong

    monkeypatch.setattr(run, "program", program)
    row = row_of(Combination(SOFT, "float32"))
    assert row.status == run.FAILED
    assert "which are to be" in row.reason


# It can fail: neurons.


class Late(LIF):
    """Does not spike exactly at its threshold."""

    def fire(self, inner):
        return self.fire_at(inner, inner - self.threshold - 1e-30)


class OtherLeak(LIF):
    """Ignores a parameter."""

    def charge(self, state, x):
        return self.leak(self.decay, state) + x


class Steeper(LIF):
    """Has a surrogate that is wrong by a little."""

    def fire(self, inner):
        spikes = Arctan(1.0001)
        return self.replace(surrogate=spikes).fire_at(inner, inner - self.threshold)


WRONG = {
    "no spike at the threshold": (case_of(Late, reset="soft"), "spikes"),
    "parameter ignored": (
        dataclasses.replace(
            case_of(OtherLeak, reset="soft"),
            make=lambda given: OtherLeak(given["decay"], threshold=given["threshold"]),
        ),
        "to parameters",
    ),
    "surrogate": (case_of(Steeper, reset="soft"), "to current"),
    "reset": (case_of(LIF, reset="none"), "states"),
    "detached reset": (case_of(LIF, reset="soft", detached=True), "to current"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_neuron_fails(name):
    case, part = WRONG[name]
    if name == "parameter ignored":
        case = dataclasses.replace(case, make=lambda given: OtherLeak(**given))
    assert part in wrong_parts(row_of(Combination(case, "float32"), SOFT))


def test_neuron_of_ones_own_is_judged_by_its_own_step():
    assert wrong_parts(row_of(Combination(case_of(Steeper, reset="soft"), "float32"))) == set()


def test_only_exact_neurons_tell_at_the_threshold_from_beyond_it():
    combination = Combination(SOFT, "float32")
    at = drive(combination)
    distance = referee(SOFT)(at).distance
    assert np.all((distance == 0).any(axis=0) <= at.exact)
    assert (distance == 0).sum() > 5


# Ties.


def made_up(distance, spikes):
    shape = (STEPS, *SHAPE)
    whole = np.ones(shape)
    spread = np.full(shape, 1.0)
    spread[:, 0, 0] = distance
    expected = np.zeros(shape)
    expected[:, 0, 0] = spikes
    return Reference(expected, whole[-1], whole, spread, ({}, whole, whole[-1]))


@pytest.mark.parametrize(
    ("step", "differing", "left_out"),
    [
        (5, [5], True),
        (5, [5, 6, 9], True),
        (5, [4], False),
        (5, [4, 5], False),
        (5, [6], False),
        (5, [], False),
    ],
)
def test_neuron_is_left_out_if_it_first_differs_at_a_tie(step, differing, left_out):
    distance = np.where(np.arange(STEPS) == step, 1e-9, 1.0)
    reference = made_up(distance, 0.0)
    drawn = drive(Combination(SOFT, "float32"))
    drawn = dataclasses.replace(drawn, exact=np.zeros(SHAPE, bool))
    spikes = reference.spikes.astype(np.float32)
    spikes[differing, 0, 0] = 1.0
    near = ties([reference.spikes, spikes], drawn, reference)
    assert near.count == 1
    assert near.left_out.sum() == near.left_out[0, 0] == left_out


def test_neuron_that_computes_exactly_has_no_ties():
    reference = made_up(np.where(np.arange(STEPS) == 5, 0.0, 1.0), 0.0)
    drawn = dataclasses.replace(drive(Combination(SOFT, "float32")), exact=np.ones(SHAPE, bool))
    spikes = np.ones_like(reference.spikes)
    near = ties([spikes], drawn, reference)
    assert near.count == 0
    assert not near.left_out.any()


def test_ties_are_as_near_as_the_dtype_rounds():
    reference = made_up(1e-9, 0.0)
    for dtype, count in (("float32", STEPS), ("bfloat16", STEPS), ("float64", 0)):
        drawn = drive(Combination(SOFT, dtype, parameters="shared"))
        assert ties([reference.spikes], drawn, reference).count == count


def test_neurons_that_went_the_other_way_are_left_out_of_everything(monkeypatch):
    """One neuron's trajectory is another one from a step that is declared a tie."""
    neuron, step = (1, 7), 5

    def reference_with_a_tie(case, **options):
        evaluate = referee(case, **options)

        def evaluated(drive):
            found = evaluate(drive)
            distance = found.distance.copy()
            distance[(step, *neuron)] = 0.0
            return dataclasses.replace(found, distance=distance)

        return evaluated

    def other_way(task, *operands, plan):
        if isinstance(plan, Forward):
            # So large a current that the neuron spikes, where it did not.
            operands = (operands[0].at[(step, *neuron)].add(4.0), *operands[1:])
        return xla_run(task, *operands, plan=plan)

    combination = Combination(SOFT, "float32")
    assert referee(SOFT)(drive(combination)).spikes[(step, *neuron)] == 0
    monkeypatch.setattr(xla, "run", other_way)
    assert "spikes" in wrong_parts(row_of(combination))
    monkeypatch.setattr(run, "referee", reference_with_a_tie)
    row = row_of(combination)
    assert wrong_parts(row) == set()
    assert row.left_out == 1


# Limits.


def test_relative_error():
    expected = np.array([3.0, 4.0])
    assert relative_error(expected, expected) == 0.0
    assert relative_error(np.array([3.0, 4.5]), expected) == pytest.approx(0.1)
    assert relative_error(np.array([3.0, np.nan]), expected) == np.inf
    assert relative_error(np.zeros(2), np.zeros(2)) == 0.0
    assert relative_error(np.array([0.0, 1e-30]), np.zeros(2)) == np.inf


def test_error_of_a_sum_is_relative_to_what_such_sums_are():
    terms = np.array([3.0, -4.0, 1.5])
    total = terms.sum()
    size = np.sqrt((terms**2).sum())
    assert relative_error(total + 1.0, np.asarray(total), terms) == pytest.approx(1 / size)
    assert relative_error(np.asarray(10.5), np.asarray(10.0), np.ones(10)) == pytest.approx(0.05)


def test_limits():
    expected = np.random.default_rng(0).normal(size=1000)
    assert limit(expected, np.float32) == 1e-6
    assert limit(expected, np.float64) == 1e-12
    rounding = relative_error(expected.astype(np.float16), expected)
    assert limit(expected, np.float16) == rounding + 2e-6
    assert limit(expected, np.float32, expected * 1.01) == pytest.approx(0.02 + 1e-6)


@pytest.mark.parametrize("reset", ["soft", "hard"])
def test_rounded_reference_differs_in_gradients_alone(reset):
    case = case_of(LIF, reset=reset)
    at = drive(Combination(case, "float32"))
    plain, rounded = (referee(case, rounded=rounded)(at) for rounded in (False, True))
    np.testing.assert_array_equal(rounded.spikes, plain.spikes)
    np.testing.assert_allclose(rounded.trace, plain.trace, rtol=1e-12, atol=1e-14)
    for one, other in zip(
        jax.tree.leaves(rounded.gradients), jax.tree.leaves(plain.gradients), strict=True
    ):
        assert 1e-4 < relative_error(one, other) < 1e-2


def test_rounded_reference_is_what_rounding_does():
    """The limit for bfloat16 residuals is not far above the error that it is for."""
    row = row_of(Combination(SOFT, "float32", "bfloat16"))
    for finding in row.findings:
        if finding.part.startswith("to "):
            assert 0.4 < finding.error / finding.limit < 0.7


# The reference and what is run.


def test_reference_has_the_gradients_of_a_loop():
    case = case_of(IF, reset="soft")
    at = drive(Combination(case, "float64"))
    found = referee(case)(at)
    threshold, membrane = at.parameters["threshold"], at.state
    spikes = []
    for x in at.current:
        membrane = membrane + x
        spikes.append((membrane >= threshold).astype(float))
        membrane = membrane - spikes[-1] * threshold
    np.testing.assert_array_equal(found.spikes, spikes)
    np.testing.assert_allclose(found.state, membrane, rtol=1e-12)
    # Backwards: what reaches the membrane before the reset.
    to_membrane = at.cotangents[1]
    distance = found.distance
    slope = 0.5 / (1.0 + (0.5 * np.pi * distance) ** 2)
    for step in reversed(range(STEPS)):
        to_membrane = to_membrane + at.cotangents[2][step]
        to_spike = at.cotangents[0][step] - threshold * to_membrane
        to_membrane = to_membrane + slope[step] * to_spike
        np.testing.assert_allclose(found.gradients[1][step], to_membrane, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.gradients[2], to_membrane, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("dtype", picks.DTYPES)
@pytest.mark.parametrize("name", cases())
def test_drives_are_always_the_same_and_lively(name, dtype):
    for case in cases()[name]:
        for parameters in PARAMETERS:
            combination = Combination(case, dtype, parameters=parameters)
            one, other = drive(combination), drive(combination)
            arrays = jax.tree.leaves((one.parameters, one.current, one.state, one.cotangents))
            again = jax.tree.leaves(
                (other.parameters, other.current, other.state, other.cotangents)
            )
            for x, y in zip(arrays, again, strict=True):
                np.testing.assert_array_equal(x, y)
            assert one.current.dtype == one.cotangents[0].dtype == jnp.dtype(dtype)
            assert set(one.parameters) == set(case.parameters)


@pytest.mark.parametrize("name", [name for name in cases() if name != "LeakyIntegrator"])
def test_neurons_spike_neither_always_nor_never(name):
    for case in cases()[name]:
        at = drive(Combination(case, "float32"))
        rates = referee(case)(at).spikes[:, ~at.exact].mean(axis=0)
        assert 0.1 < rates.mean() < 0.7


@pytest.mark.parametrize("name", cases())
def test_every_reset_meets_all_residuals_and_every_dtype_is_there(name):
    listed = list(combinations(cases()[name], XLA, picks.DTYPES))
    resets = {case.options for case in cases()[name]} & {"", "soft", "hard", "none"}
    assert resets == set(getattr(neuron, name).variants.get("reset", ("",)))
    met = {
        (each.case.options, each.residuals)
        for each in listed
        if each.dtype == "float32" and each.parameters == "one a neuron"
    }
    assert {(reset, residuals) for reset in resets for residuals in RESIDUALS} <= met
    assert {each.dtype for each in listed} == set(picks.DTYPES)
    assert {each.parameters for each in listed} == set(PARAMETERS)
    assert {each.case.options for each in listed} == {each.options for each in cases()[name]}


def require_every_pair(rows):
    for one, other in itertools.combinations(zip(*rows, strict=True), 2):
        assert set(zip(one, other, strict=True)) == set(itertools.product(one, other))


@pytest.mark.parametrize("platform", ["cuda", "tpu"])
def test_of_interpreted_kernels_every_two_options_meet(platform):
    target = Target("pallas", platform, interpreted=True)
    listed = [
        each
        for position, (name, some) in enumerate(cases().items())
        for each in combinations(some, target, picks.DTYPES, position)
        if run.why_not(target, jnp.dtype(each.dtype), "recurrence") is None
    ]
    dtypes = {each.dtype for each in listed}
    assert dtypes == {"float32", "bfloat16"} | ({"float16"} if platform == "cuda" else set())
    spiking = [each for each in listed if each.case.spikes]
    chosen = [(each.case.options, each.residuals, each.dtype) for each in spiking]
    assert {each.case.name for each in listed} == set(cases())
    require_every_pair([each for each in chosen if each[0]])
    for name in ("LIF", "AdaptiveLIF"):
        of_one = [
            pair for each, pair in zip(spiking, chosen, strict=True) if each.case.name == name
        ]
        for column in zip(*of_one, strict=True):
            assert set(column) >= {"float32", "bfloat16"} or len(set(column)) == 3


# What it is told.


def test_naming_one_kind_leaves_out_the_other(monkeypatch, capsys):
    quick = ("--implementation", "xla", "--dtype", "float32")
    monkeypatch.setattr(run, "check", lambda plan: iter(()) if not plan else pytest.fail("neurons"))
    assert check("--surrogate", "Sigmoid", *quick) == 0
    assert "1 passed" in capsys.readouterr().out


def test_naming_both_kinds_checks_both(capsys):
    arguments = ("--surrogate", "Sigmoid", "--neuron", "LeakyIntegrator")
    assert check(*arguments, "--implementation", "xla", "--dtype", "float16") == 0
    printed = capsys.readouterr().out
    assert printed.count("1 passed, 0 failed") == 2
    assert printed.index("Sigmoid") < printed.index("LeakyIntegrator")


@pytest.mark.parametrize("text", ["Neuron", "Firing", "LIF,", "lif;if"])
def test_bad_name_is_one_line_and_status_2(text, monkeypatch, capsys):
    monkeypatch.setattr(run, "program", lambda *_: pytest.fail("it started"))
    assert check("--neuron", text) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert ", ".join(cases()) in printed.err


def test_names_choose_kinds():
    every = options.parse(None, None, None, None)
    assert set(every.neurons) == set(cases())
    assert set(every.surrogates) == {*classes(), "inv_square_grad2", "relu_grad2"}
    one = options.parse(None, None, None, None, "current_lif,IF")
    assert (one.surrogates, one.neurons) == ((), ("CurrentLIF", "IF"))
    assert options.parse("erf", None, None, None).neurons == ()
    both = options.parse("erf", None, None, None, "lif")
    assert (both.surrogates, both.neurons) == (("ERF",), ("LIF",))


def test_implementation_of_one_operation_alone_is_checked_for_that(monkeypatch):
    monkeypatch.setitem(
        picks.OPERATIONS, "recurrence", ({"xla": xla}, picks.OPERATIONS["recurrence"][1])
    )
    assert [str(each) for each in targets(("xla", "pallas"), "cpu", "recurrence")] == ["xla cpu"]
    assert options.written((), ("LIF",)) == ["xla"]
    assert options.written(("ERF",), ("LIF",)) == ["xla", "pallas", "triton"]
    with pytest.raises(UsageError, match="not written for this operation"):
        options.parse(None, "pallas", None, None, "LIF")


# What was not written.


def test_interpreter_starts_with_nan():
    assert poison.interpreter_starts_with_nan()


def test_memory_is_filled_before_each_compiled_run(monkeypatch):
    filled = []
    monkeypatch.setattr(
        poison, "fill", lambda arrays, scratch: filled.append(([x.shape for x in arrays], scratch))
    )
    case = case_of(LeakyIntegrator)
    row_of(Combination(case, "float32"))
    ((shapes, scratch),) = filled
    assert shapes.count((STEPS, *SHAPE)) == 3
    assert shapes.count(SHAPE) == 4
    assert scratch >= 0


def test_memory_is_filled_with_nan_and_given_back(monkeypatch):
    made = []
    full = jnp.full

    def kept(*arguments):
        made.append(full(*arguments))
        assert bool(jnp.isnan(made[-1]).all())
        return made[-1]

    monkeypatch.setattr(poison.jnp, "full", kept)
    poison.fill([jax.ShapeDtypeStruct((4, 3), jnp.bfloat16)], 101)
    assert [(x.shape, x.dtype.name) for x in made] == [((4, 3), "bfloat16"), ((26,), "float32")]
    assert all(x.is_deleted() for x in made)
