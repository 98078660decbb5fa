"""``spikefuse check``: that it passes, what it prints, and above all that it can fail."""

import ast
import dataclasses
import json
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import HAS_TRITON
from numpy.typing import ArrayLike

from spikefuse import command_line
from spikefuse.checking import limits, options, run, targets
from spikefuse.checking.cases import case_of, cases
from spikefuse.checking.expected import PASSES, Expected, expected
from spikefuse.checking.judging import judge
from spikefuse.checking.points import COUNT, Points, points
from spikefuse.checking.programs import Computed, Target, compute
from spikefuse.checking.reference import referee
from spikefuse.kernels.elementwise import xla
from spikefuse.surrogate import (
    ERF,
    GaussianGrad,
    LeakyRelu,
    MultiGaussianGrad,
    Sigmoid,
    SquarewaveFourierSeries,
    Surrogate,
)

pytestmark = pytest.mark.once

XLA = Target("xla", "cpu")

QUICK = ("--surrogate", "Sigmoid", "--implementation", "xla")


def check(*arguments):
    return command_line.main(["check", *arguments])


def rows_of(*checked, dtypes=("float32",)):
    return list(run.check(checked, [XLA], dtypes, "cpu"))


def row_of(case, dtype="float32"):
    (row,) = rows_of(case, dtypes=(dtype,))
    return row


def strict_json(text):
    def refuse(name):
        raise AssertionError(f"{name} is not JSON")

    return json.loads(text, parse_constant=refuse)


# It passes.


def test_every_surrogate_passes(capsys):
    assert check("--surrogate", ",".join(cases()), *QUICK[2:], "--dtype", "float32") == 0
    printed = capsys.readouterr().out
    assert f"{len(cases())} passed, 0 failed" in printed
    assert all(name in printed for name in cases())


def test_every_implementation_and_dtype_has_a_row(tmp_path, capsys):
    path = tmp_path / "record.json"
    assert check("--surrogate", "soft_sign,RELU_GRAD2", "--json", str(path)) == 0
    record = strict_json(path.read_text())
    keys = ("surrogate", "implementation", "platform", "interpreted", "dtype")
    assert {tuple(row[key] for key in keys) for row in record["rows"]} == {
        (name, *target, dtype)
        for name in ("SoftSign", "relu_grad2")
        for target in (
            ("xla", "cpu", False),
            ("pallas", "cuda", True),
            ("pallas", "tpu", True),
            ("triton", "cuda", True),
        )
        for dtype in options.DTYPES
    }
    assert (record["passed"], record["failed"]) == (24 if HAS_TRITON else 18, 0)
    assert record["versions"]["jax"] == jax.__version__
    assert record["devices"]["cpu"]
    passed = [row for row in record["rows"] if row["status"] == "pass"]
    for finding in (row["passes"][name]["largest"] for row in passed for name in PASSES):
        assert finding["error_ulp"] <= finding["limit_ulp"]
        assert len(finding["x"]) in (1, 2)
    printed = capsys.readouterr().out
    assert "pallas tpu, interpreted float16: has no float16 on TPU" in printed
    assert printed.count("goes to xla") == 8


def test_the_setting_for_float64_is_given_back(capsys):
    assert jnp.ones(()).dtype == "float32"
    assert check(*QUICK, "--dtype", "float64") == 0
    assert jnp.ones(()).dtype == "float32"
    assert "1 passed" in capsys.readouterr().out


def test_table_without_rich(monkeypatch, capsys):
    for name in [name for name in sys.modules if name.split(".")[0] == "rich"] + ["rich"]:
        monkeypatch.setitem(sys.modules, name, None)
    assert check(*QUICK, "--dtype", "bfloat16") == 0
    headings, rule, row, *_ = capsys.readouterr().out.splitlines()
    assert headings.split()[:4] == ["surrogate", "implementation", "dtype", "result"]
    assert set(rule) == {"-", " "}
    assert row.split()[:6] == ["Sigmoid", "xla", "cpu", "bfloat16", "pass", "0"]


# It can fail.


class Steeper(Sigmoid):
    """Is wrong by a little more than rounding."""

    def surrogate_grad(self, x):
        return super().surrogate_grad(x) * (1.0 + 2.0**-20)


class Flat(Surrogate):
    """Has a value of its own, and a derivative of 0."""

    def surrogate_grad(self, x):
        return jax.lax.stop_gradient(Sigmoid().surrogate_grad(x))


class Overflowing(Surrogate):
    """Is NaN at infinity, as its reference is."""

    def surrogate_grad(self, x):
        return jnp.abs(x) * jnp.exp(-jnp.abs(x))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_wrong_formula_fails(dtype):
    row = row_of(case_of(Steeper(), Sigmoid()), dtype)
    assert row.status == run.FAILED
    assert row.passes["forward"].passed
    assert not row.passes["backward"].passed
    assert row_of(case_of(Sigmoid()), dtype).status == run.PASSED


def test_users_own_surrogate_is_judged_by_its_own_formula():
    assert row_of(case_of(Steeper())).status == run.PASSED


def test_wrong_second_derivative_alone_fails():
    row = row_of(case_of(Flat(), Sigmoid()))
    assert [row.passes[name].passed for name in PASSES] == [True, True, False]


def test_nan_fails_even_where_the_formula_gives_it():
    row = row_of(case_of(Overflowing()))
    assert row.status == run.FAILED
    assert row.passes["backward"].worst.error == np.inf
    assert np.isinf(row.passes["backward"].worst.x[0])


def test_wrong_threshold_fails():
    case = dataclasses.replace(case_of(Sigmoid()), value=lambda x: x > 0)
    row = row_of(case)
    assert [row.passes[name].passed for name in PASSES] == [False, True, True]
    assert row.passes["forward"].worst.x[0] == 0


def test_spike_at_nan_fails():
    case = dataclasses.replace(case_of(Sigmoid()), value=lambda x: ~(x < 0))
    assert row_of(case).passes["forward"].failures == 1


def product_rounded_twice(task, *operands, formula, dtype):
    if len(operands) == 1:
        return xla_run(task, *operands, formula=formula, dtype=dtype)
    factor, *rest = operands
    gradient = xla_run(task, jnp.ones_like(factor), *rest, formula=formula, dtype=dtype)
    return factor * gradient


def factor_rounded_to_bfloat16(task, *operands, formula, dtype):
    if len(operands) > 1:
        operands = (operands[0].astype(jnp.bfloat16).astype(dtype), *operands[1:])
    return xla_run(task, *operands, formula=formula, dtype=dtype)


def factor_forgotten(task, *operands, formula, dtype):
    if len(operands) > 1:
        operands = (jnp.ones_like(operands[0]), *operands[1:])
    return xla_run(task, *operands, formula=formula, dtype=dtype)


def one_element(value):
    def run_with_it(task, *operands, formula, dtype):
        return xla_run(task, *operands, formula=formula, dtype=dtype).at[COUNT - 1].set(value)

    return run_with_it


def last_elements_left_out(task, *operands, formula, dtype):
    result = xla_run(task, *operands, formula=formula, dtype=dtype)
    return jnp.where(jnp.arange(COUNT) < COUNT // 8 * 8, result, 0)


def zeros(task, *operands, formula, dtype):
    del task, formula
    return jnp.zeros_like(operands[0], dtype=dtype)


def raising(task, *operands, formula, dtype):
    del task, operands, formula, dtype
    raise RuntimeError("the compiler gave up\nwith many words")


xla_run = xla.run

BROKEN = {
    "zeros": (zeros, "float32"),
    "one wrong element": (one_element(0.75), "float32"),
    "one NaN": (one_element(np.nan), "float32"),
    "one infinity": (one_element(np.inf), "bfloat16"),
    "last elements left out": (last_elements_left_out, "float32"),
    "factor forgotten": (factor_forgotten, "float32"),
    "factor rounded to bfloat16": (factor_rounded_to_bfloat16, "float32"),
    "rounded twice": (product_rounded_twice, "bfloat16"),
    "rounded twice, float16": (product_rounded_twice, "float16"),
    "raising": (raising, "float32"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_kernel_fails(name, monkeypatch, capsys):
    broken, dtype = BROKEN[name]
    monkeypatch.setattr(xla, "run", broken)
    assert check(*QUICK, "--dtype", dtype) == 1
    printed = capsys.readouterr().out
    assert "0 passed, 1 failed" in printed
    assert "FAIL" in printed


def test_failure_is_recorded(monkeypatch, tmp_path, capsys):
    path = tmp_path / "record.json"
    monkeypatch.setattr(xla, "run", one_element(np.nan))
    assert check(*QUICK, "--dtype", "float32", "--json", str(path)) == 1
    record = strict_json(path.read_text())
    assert record["failed"] == 1
    worst = record["rows"][0]["passes"]["backward"]["worst"]
    assert (worst["error_ulp"], worst["result"]) == ("inf", "nan")
    assert isinstance(worst["expected"], float)
    assert "inf at" in capsys.readouterr().out


def test_error_of_one_row_leaves_the_others(monkeypatch, capsys):
    def raising_for_float16(task, *operands, formula, dtype):
        if dtype == jnp.float16:
            raise RuntimeError("no such type")
        return xla_run(task, *operands, formula=formula, dtype=dtype)

    monkeypatch.setattr(xla, "run", raising_for_float16)
    assert check(*QUICK, "--dtype", "float16,float32") == 1
    printed = capsys.readouterr().out
    assert "RuntimeError: no such type" in printed
    assert "1 passed, 1 failed" in printed


@pytest.mark.parametrize("stage", ["spikes", "gradients", "seconds"])
@pytest.mark.parametrize("change", ["dtype", "shape"])
def test_wrong_dtype_or_shape_fails(stage, change, monkeypatch):
    def changed(x):
        return x.astype(np.float64) if change == "dtype" else x[np.newaxis]

    def computed_wrongly(*arguments):
        computed = compute(*arguments)
        part = getattr(computed, stage)
        wrong = changed(part) if stage == "spikes" else tuple(map(changed, part))
        return dataclasses.replace(computed, **{stage: wrong})

    monkeypatch.setattr(run, "compute", computed_wrongly)
    row = row_of(case_of(LeakyRelu()))
    assert row.status == run.FAILED
    assert "for an input of shape (4999,) and dtype float32" in row.reason


# Where exactly it fails: results that are made up.


def ideal(case, at):
    """Return the reference, rounded, as if a program had computed it."""
    reference = referee(case)(at.inputs)
    passes = expected(at, reference)
    dtype = at.cotangent.dtype
    spikes, gradients, seconds = (passes[name].value.astype(dtype) for name in PASSES)
    return reference, Computed(spikes[0], tuple(gradients), tuple(seconds))


def judged(at, computed, reference, at_zero=None):
    return judge("unnamed", "cpu", at, computed, reference, at_zero or reference)


@pytest.mark.parametrize(
    ("dtype", "stage", "limit"),
    [
        ("float32", "backward", 4),
        ("float32", "second", 8),
        ("float64", "backward", 4),
        ("float64", "second", 8),
        ("bfloat16", "backward", 1),
        ("float16", "second", 1),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_one_ulp_beyond_the_limit_fails(dtype, stage, limit, sign):
    ones = np.ones(COUNT, jnp.dtype(dtype))
    at = Points((1.5 * ones,), ones, (-ones,))
    # Its value, 1.5, and its derivative, 1, are exact, and so are their products.
    case = dataclasses.replace(case_of(LeakyRelu()), gradients=(lambda x: x,))
    reference, computed = ideal(case, at)
    field = {"backward": "gradients", "second": "seconds"}[stage]

    def moved(count):
        part = getattr(computed, field)[0].copy()
        part[7] += sign * count * float(jnp.finfo(dtype).eps)
        return dataclasses.replace(computed, **{field: (part,)})

    assert judged(at, moved(limit), reference)[stage].passed
    beyond = judged(at, moved(limit + 1), reference)
    assert beyond[stage].failures == 1
    assert beyond[stage].worst.error == limit + 1
    assert all(beyond[name].passed for name in PASSES if name != stage)


def with_gradient(computed, index, value):
    gradient = computed.gradients[0].copy()
    gradient[index] = value
    return dataclasses.replace(computed, gradients=(gradient,))


@pytest.mark.parametrize(("dtype", "allowed"), [("float32", True), ("float16", False)])
def test_subnormal_input_may_count_as_zero(dtype, allowed):
    at = points(jnp.dtype(dtype), 1)
    case = case_of(LeakyRelu())
    reference, computed = ideal(case, at)
    x = at.inputs[0].astype(float)
    index = np.flatnonzero((x < 0) & (x > -float(jnp.finfo(dtype).smallest_normal)))[0]
    spikes = computed.spikes.copy()
    spikes[index] = 1
    at_zero = referee(case)(run._without_subnormals(at))
    changed = dataclasses.replace(computed, spikes=spikes)
    forward = judged(at, changed, reference, at_zero)["forward"]
    assert forward.passed == allowed
    assert forward.subnormal == (1 if allowed else 0)


@pytest.mark.parametrize(("exponent", "allowed"), [(-121, True), (-118, False)])
def test_only_results_near_the_smallest_number_may_be_zero(exponent, allowed):
    at = points(jnp.dtype("float32"), 1)
    at = dataclasses.replace(at, inputs=(np.full(COUNT, 1.0, np.float32),))
    case = dataclasses.replace(case_of(LeakyRelu()), gradients=(lambda x: x * 2.0**exponent,))
    reference, computed = ideal(case, at)
    changed = with_gradient(computed, 0, 0.0)
    backward = judged(at, changed, reference)["backward"]
    assert backward.passed == allowed
    assert backward.flushed == (1 if allowed else 0)


def test_gradient_at_nan_may_be_nan_but_nowhere_else():
    at = points(jnp.dtype("float32"), 1)
    case = case_of(LeakyRelu())
    reference, computed = ideal(case, at)
    unknown = np.flatnonzero(np.isnan(at.inputs[0]))[0]
    infinite = np.flatnonzero(np.isinf(at.inputs[0]))[0]
    allowed = judged(at, with_gradient(computed, unknown, np.nan), reference)
    refused = judged(at, with_gradient(computed, infinite, np.nan), reference)
    assert allowed["backward"].passed
    assert refused["backward"].worst.error == np.inf
    assert refused["backward"].failures == 1


# Limits.


def test_ulp_is_the_distance_to_the_next_number():
    for dtype in (np.float16, np.float32, np.float64):
        values = np.array([0.0, 1.0, 1.9, 2.0, 0.3, 3e-5], dtype)
        expected_ulp = np.spacing(values).astype(np.float64)
        np.testing.assert_array_equal(limits.ulp(values.astype(np.float64), dtype), expected_ulp)
    assert limits.ulp(np.ones(1), jnp.bfloat16) == 2.0**-7


def made_up(
    formula: ArrayLike, slope: ArrayLike = 0.0, x: ArrayLike = 1.0, factor: ArrayLike = 1.0
) -> Expected:
    arrays = (np.atleast_2d(np.array(each, float)) for each in (x, factor, formula, slope))
    return Expected(*np.broadcast_arrays(*arrays))


@pytest.mark.parametrize(
    ("name", "platform", "allowances"),
    [
        ("Arctan", "cpu", ()),
        ("Arctan", "cuda", ()),
        ("Sigmoid", "cpu", ()),
        ("Sigmoid", "cuda", ()),
        ("Sigmoid", "tpu", ("exponential",)),
        ("ERF", "cpu", ("exponential",)),
        ("MultiGaussianGrad", "cpu", ("exponential", "signs")),
        ("SquarewaveFourierSeries", "cpu", ("signs",)),
        ("Users", "tpu", ()),
    ],
)
def test_only_the_listed_surrogates_have_allowances(name, platform, allowances):
    given = made_up([1.0, 0.5], slope=[100.0, 100.0])
    tolerance = limits.tolerance(name, "backward", np.float32, platform, given)
    assert tolerance.allowances == allowances
    assert bool(np.all(tolerance.total > tolerance.base)) == bool(allowances)
    forward = limits.tolerance(name, "forward", np.float32, platform, given)
    assert not forward.total.any()


def test_allowance_of_exponentials_is_a_rounding_of_the_argument():
    given = made_up(1.0, slope=3.0)
    tolerance = limits.tolerance("ERF", "backward", np.float32, "cpu", given)
    assert tolerance.total == (4.0 + 3.0) * 2.0**-23


def test_allowance_for_signs_shrinks_where_the_function_decays():
    given = made_up([1.0, 2.0**-10, 2.0**-30], x=[0.0, -1.0, 2.0])
    allowed = [
        limits.tolerance(name, "backward", np.float32, "cpu", given)
        for name in ("MultiGaussianGrad", "SquarewaveFourierSeries")
    ]
    sizes = [(each.total - each.base)[0] / (4 * 2.0**-23) for each in allowed]
    np.testing.assert_array_equal(sizes, [[1.0, 2.0**-10, 2.0**-30], [1.0, 1.0, 1.0]])


def test_products_with_powers_of_two_have_no_rounding():
    given = made_up(1.0, factor=[0.5, -2.0, 1.5])
    base = limits.tolerance("Arctan", "backward", np.float32, "cpu", given).base[0]
    np.testing.assert_array_equal(
        base / (np.abs(given.factor[0]) * 2.0**-23), [4, 4, 4 + 0.5 / 1.5]
    )


@pytest.mark.parametrize("surrogate", [ERF(), GaussianGrad(), MultiGaussianGrad()])
def test_allowance_of_gaussians_is_needed(surrogate):
    row = row_of(case_of(surrogate))
    assert "exponential" in row.passes["backward"].allowances
    assert row.passes["backward"].largest.error > 40


def test_allowance_for_signs_is_needed():
    row = row_of(case_of(SquarewaveFourierSeries()))
    assert row.passes["backward"].allowances == ("signs",)
    assert row.passes["second"].allowances == ("signs",)


# Reference and points.


def test_reference_has_the_derivatives_of_the_formula():
    x = np.array([-2.0, -0.5, 0.25, 1.5], np.float32)
    (found,) = referee(case_of(ERF()))([x]).to_inputs
    wide = x.astype(np.float64)
    bell = np.exp(-(wide**2)) / np.sqrt(np.pi)
    assert found.gradient.dtype == np.float64
    np.testing.assert_allclose(found.gradient, bell, rtol=1e-14)
    np.testing.assert_allclose(found.second, -2 * wide * bell, rtol=1e-14)
    np.testing.assert_allclose(found.third, (4 * wide**2 - 2) * bell, rtol=1e-13)


def test_reference_at_infinity_is_the_limit():
    far = np.array([1e300, -1e300])
    infinite = np.array([np.inf, -np.inf])
    # The square wave has no limit.
    for case in (case for name, case in cases().items() if name != "SquarewaveFourierSeries"):
        with jax.enable_x64(True):
            for formula in case.gradients:
                sides = [[jnp.asarray(x)] * len(case.gradients) for x in (infinite, far)]
                at_infinity, far_out = (np.asarray(formula(*side)) for side in sides)
                np.testing.assert_allclose(at_infinity, far_out, rtol=1e-15, atol=1e-290)


@pytest.mark.parametrize("dtype", options.DTYPES)
@pytest.mark.parametrize("inputs", [1, 2])
def test_points_are_where_arithmetic_goes_wrong(dtype, inputs):
    at = points(jnp.dtype(dtype), inputs)
    again = points(jnp.dtype(dtype), inputs)
    arrays = (*at.inputs, at.cotangent, *at.tangents)
    assert all(x.shape == (COUNT,) and x.dtype == jnp.dtype(dtype) for x in arrays)
    assert [x.tobytes() for x in arrays] == [
        x.tobytes() for x in (*again.inputs, again.cotangent, *again.tangents)
    ]
    subnormal = float(jnp.finfo(dtype).smallest_subnormal)
    for x in (x.astype(np.float64) for x in at.inputs):
        assert {0.0, 1.0, -1.0, subnormal, -subnormal, np.inf, -np.inf} <= set(x.tolist())
        assert np.isnan(x).any()
        assert (np.signbit(x) & (x == 0)).any()
        assert all(((np.abs(x) > size / 2) & (np.abs(x) < size)).any() for size in (1e-3, 1, 100))
    cotangent = np.abs(at.cotangent.astype(np.float64))
    powers = np.frexp(cotangent)[0] == 0.5
    assert 0.3 < powers.mean() < 0.7
    if inputs == 2:
        signs = np.signbit(at.inputs[0]) + 2 * np.signbit(at.inputs[1])
        assert set(signs.tolist()) == {0, 1, 2, 3}


# Where it runs.


TRITON = "triton cuda, interpreted"


@pytest.mark.parametrize(
    ("platform", "where"),
    [
        ("cpu", ["xla cpu", "pallas cuda, interpreted", "pallas tpu, interpreted", TRITON]),
        ("cuda", ["xla cuda", "pallas cuda", "pallas tpu, interpreted", "triton cuda"]),
        ("rocm", ["xla rocm", "pallas rocm", "pallas tpu, interpreted", "triton rocm"]),
        ("tpu", ["xla tpu", "pallas cuda, interpreted", "pallas tpu", TRITON]),
    ],
)
def test_kernels_are_interpreted_only_without_their_device(platform, where):
    assert [str(each) for each in targets.targets(("xla", "pallas", "triton"), platform)] == where


def test_reason_against_a_dtype_is_the_kernels_own():
    reason = targets.why_not(Target("pallas", "tpu", True), jnp.dtype("float16"))
    assert reason == ("goes to xla", "has no float16 on TPU; use bfloat16, or 'xla'")
    assert targets.why_not(XLA, jnp.dtype("float16")) is None


# What it is told.


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--surrogate", "Sigmoidal"),
            "ERF, FakeNumericalGradient, GaussianGrad, inv_square_grad2",
        ),
        (("--surrogate", ""), "names ''"),
        (("--surrogate", "Sigmoid,,ERF"), "names ''"),
        (("--surrogate", "Surrogate"), "which is none"),
        (
            ("--surrogate", "ERF", "--implementation", "native"),
            "not written for this operation; the",
        ),
        (("--implementation", "cuda"), "which is none; the names are xla, pallas"),
        (("--dtype", "int8"), "float32, bfloat16, float16, float64"),
        (("--json", ""), "it must be the path of a file"),
        (("--json", "."), "it must be the path of a file"),
        (("--json", "no such folder/record.json"), "No such file or directory"),
    ],
)
def test_bad_value_is_one_line_and_status_2(arguments, said, monkeypatch, capsys):
    monkeypatch.setattr(run, "compute", lambda *_: pytest.fail("it started"))
    assert check(*arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("spikefuse check: ")
    assert printed.err.count("\n") == 1
    assert said in printed.err


def test_file_is_not_left_behind_by_the_trial(tmp_path):
    new, old = tmp_path / "new.json", tmp_path / "old.json"
    old.write_text("before")
    for path in (new, old):
        assert options.parse(None, None, None, str(path)).record == path
    assert not new.exists()
    assert old.read_text() == "before"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SIGMOID", ("Sigmoid",)),
        ("s2nn, piecewise_leaky_relu,S2NN", ("S2NN", "PiecewiseLeakyRelu")),
        ("inv_square_grad,inv_square_grad2", ("InvSquareGrad", "inv_square_grad2")),
        (None, tuple(cases())),
    ],
)
def test_names_are_those_of_classes_and_functions(text, names):
    assert options.parse(text, None, None, None).surrogates == names


def test_every_option_is_in_any_case():
    parsed = options.parse(None, "Pallas,XLA", "Float64,BFLOAT16", None)
    assert (parsed.implementations, parsed.dtypes) == (("pallas", "xla"), ("float64", "bfloat16"))


def test_help_says_what_is_allowed(capsys):
    with pytest.raises(SystemExit) as ended:
        check("--help")
    printed = " ".join(capsys.readouterr().out.split())
    assert ended.value.code == 0
    for allowed in (*cases(), "xla, pallas", *options.DTYPES):
        assert allowed in printed


def test_without_a_cpu_it_says_what_to_do(monkeypatch, capsys):
    def no_cpu(name=None):
        raise RuntimeError(f"Unknown backend {name}")

    monkeypatch.setattr(jax, "devices", no_cpu)
    assert check(*QUICK) == 2
    printed = capsys.readouterr().err
    assert "Unknown backend cpu" in printed
    assert "add cpu to it" in printed


def test_interrupted(monkeypatch, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "compute", interrupt)
    assert check(*QUICK) == 130
    assert capsys.readouterr().err == "spikefuse check: interrupted\n"


@pytest.mark.parametrize("name", ["check", "info"])
def test_commands_import_python_alone_at_first(name):
    source = Path(command_line.__file__).parent / "commands" / f"{name}.py"
    for statement in ast.parse(source.read_text()).body:
        if isinstance(statement, ast.Import):
            assert {each.name for each in statement.names} <= sys.stdlib_module_names
        elif isinstance(statement, ast.ImportFrom):
            assert statement.level == 1 or statement.module in sys.stdlib_module_names
            assert statement.level == 0 or statement.module is None
