"""Triton kernels: what they compile to, what they refuse, and their interpreter."""

import dataclasses
import functools
import importlib.util
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from devices import require_compiler, require_jax_triton

import spikefuse
from spikefuse.checking import cases as surrogates
from spikefuse.checking.neurons import cases as neurons
from spikefuse.compiling import amd_code, programs, report, source
from spikefuse.compiling.compiled import KERNELS, kernels_in
from spikefuse.compiling.devices import DEVICES, lowered_for
from spikefuse.compiling.machine_code import machine_code
from spikefuse.compiling.triton import assembly
from spikefuse.kernels import gpu_blocks, gpu_orders
from spikefuse.kernels.dispatch import PLATFORMS, Task, shapes
from spikefuse.kernels.triton import Kernel, call, capability, release, trial, why_not
from spikefuse.neuron import LIF, Neuron
from spikefuse.surrogate import Arctan, Sigmoid, Surrogate
from spikefuse.surrogate.catalogue import classes

REPORT = Path(__file__).parents[1] / "bench" / "results" / "compiled" / "triton.json"

INTERPRETED = {"implementation": "triton", "interpret": "cuda"}

X = jnp.linspace(-2.0, 2.0, 640).reshape(16, 40)


needs_triton = pytest.mark.skipif(
    release.why_not_interpreted() is not None, reason="Triton is not installed"
)


# What Triton makes of them.


def every_program():
    """Return programs in which each formula, dtype, and choice of residuals stands once or more."""
    dtypes = itertools.cycle(programs.DTYPES)
    yield from (programs.elementwise(name, next(dtypes)) for name in surrogates.cases())
    dtypes = itertools.cycle(["float32", "float32", "bfloat16", "float32", "float16"])
    residuals = itertools.cycle(programs.RESIDUALS)
    for some in neurons.cases().values():
        for case in some:
            # Without a reset, a step is a part of one with it.
            if case.options in ("", "soft", "hard"):
                yield programs.recurrence(case, next(dtypes), next(residuals))
    # With gradients of all parameters, registers are fewest.
    for name, each in (("AdaptiveLIF", "float32"), ("CurrentLIF", "recompute")):
        yield programs.recurrence(neurons.cases()[name][0], "float32", each, learnable=True)


PROGRAMS = {str(program): program for program in every_program()}

# Programs have kernels in common.
compiled_code = functools.cache(
    lambda found, target: machine_code(assembly(found.kernel, found.arrays, target))
)


@needs_triton
@pytest.mark.gate
@pytest.mark.parametrize("name", PROGRAMS)
def test_machine_code(name):
    program = PROGRAMS[name]
    for found in source.kernels(program.function, program.operands):
        (code,) = compiled_code(found, 90)
        assert code.name == found.kernel.name
        assert code.spilled_bytes == 0 or program.formula in SPILLING
        widths = {*code.loads, *code.stores}
        # Four numbers of two bytes are eight; a spike and a rounded residual may be.
        assert widths <= ({16} if is_float32_alone(found) else {8, 16})


def is_float32_alone(found):
    return {np.dtype(each).name for each in found.arrays} == {"float32"}


@needs_triton
@pytest.mark.gate
@pytest.mark.parametrize("target", [80, "gfx942"])
@pytest.mark.parametrize("name", ["AdaptiveLIF", "ERF", "SquarewaveFourierSeries"])
def test_other_gpus(name, target):
    if name in surrogates.cases():
        program = programs.elementwise(name, "bfloat16")
    else:
        program = programs.recurrence(neurons.cases()[name][0], "float32", learnable=True)
    for found in source.kernels(program.function, program.operands):
        text = assembly(found.kernel, found.arrays, target)
        code = amd_code.resources(text) if target == "gfx942" else machine_code(text)[0]
        assert code.name == found.kernel.name
        assert code.registers > 0
        assert code.spilled_bytes == 0


# Some of their kernels hold more than NVIDIA's registers take: blocks should be narrower there. The
# report has which, and how much.
SPILLING = ("CLIF", "EIF", "Izhikevich", "QIF", "Synaptic")


def test_report_has_every_program_for_each_gpu_and_which_kernels_spill():
    reported = json.loads(REPORT.read_text())["programs"]
    spilling = {
        row["formula"]
        for row in reported
        for target in ("80", "90", "gfx942")
        if any(kernel["spilled_bytes"] for kernel in row[target])
    }
    assert spilling == set(SPILLING)
    wanted = [report.key(program) for program in programs.every()]
    assert [{name: row[name] for name in report.KEY} for row in reported] == wanted
    for row in reported:
        is_float32 = row["dtype"] == "float32" and row["residuals"] != "bfloat16"
        for target in ("80", "90", "gfx942"):
            assert row[target]
            for kernel in row[target]:
                assert kernel["registers"] > 0
                widths = {*kernel.get("loads", ()), *kernel.get("stores", ())}
                assert widths <= ({"16"} if is_float32 else {"8", "16"}), row


def test_what_is_not_needed_is_not_imported(monkeypatch):
    def asked(platform):
        raise AssertionError(f"jax-triton is tried for {platform}, where Pallas runs the kernel")

    monkeypatch.setattr(trial, "why_not", asked)
    for function in (Sigmoid(), lambda x: LIF(0.5)(x)[0]):
        lowered = jax.jit(function).trace(X).lower(lowering_platforms=("cuda",))
        assert KERNELS["cuda"] in lowered.as_text()


@needs_triton
@pytest.mark.gate
def test_arithmetic_is_neither_fused_nor_approximate():
    program = programs.recurrence(neurons.cases()["LIF"][0], "float32", "recompute")
    for found in source.kernels(program.function, program.operands):
        text = assembly(found.kernel, found.arrays, 90)
        assert "mul.rn.f32" in text
        assert "fma.rn.f32" not in text
        assert "div.full" not in text
    back = source.kernels(lambda x: jax.vjp(Sigmoid(), x)[1](x), [X])[-1]
    assert "div.rn.f32" in assembly(back.kernel, back.arrays, 90)


@pytest.mark.gate
@pytest.mark.parametrize("device", ["h200", "a100"])
def test_programs_for_gpus_hold_the_kernels(device):
    require_compiler(DEVICES[device])
    require_jax_triton()
    program = programs.recurrence(neurons.cases()["LIF"][0], residuals="recompute")
    with spikefuse.use_implementation("triton"):
        compiled = lowered_for(DEVICES[device], program.function, *program.operands).compile()
    assert kernels_in(compiled.as_text(), "cuda") == 3
    assert KERNELS["cuda"] not in compiled.as_text()
    operand = jax.ShapeDtypeStruct((1003, 7), jnp.bfloat16)
    with spikefuse.use_implementation("triton"):
        compiled = lowered_for(DEVICES[device], Arctan(), operand).compile()
    assert kernels_in(compiled.as_text(), "cuda") == 1


def test_ptx_is_of_a_version_that_knows_the_gpu_and_not_newer():
    assert [release.ptx_version(each) for each in (80, 89, 90, 100, 120)] == [84, 84, 84, 88, 88]


@needs_triton
def test_more_elements_than_32_bits_count():
    operand = jax.ShapeDtypeStruct((2**33 + 1,), jnp.bfloat16)
    (found,) = source.kernels(Arctan(), [operand])
    assert "to(tl.int64)" in found.kernel.text
    assert found.kernel.programs == 2**23 + 1


# The text.


class Leaky(Neuron):
    slow: jax.Array

    def init(self, shape, dtype):
        return {"fast": jnp.zeros(shape, dtype), "lambda": jnp.zeros(shape, dtype)}

    def step(self, state, x):
        fast = self.slow * state["fast"] + x
        spike = Sigmoid()(fast - 1.0)
        return {"fast": fast - spike, "lambda": 0.5 * state["lambda"] + spike}, spike


def test_names_of_a_users_neuron_are_kept():
    neuron = Leaky(jnp.full((40,), 0.9))
    forward, *_ = source.kernels(lambda x: neuron(x)[0], [X])
    assert "def step(fast, own_lambda, current, slow):" in forward.kernel.text
    assert "slow * fast + current" in forward.kernel.text
    assert "slow_ptr," in forward.kernel.text


def test_names_of_a_surrogates_parameters_are_kept():
    (found,) = source.kernels(
        lambda x, alpha: jax.vjp(lambda x: Arctan(alpha)(x), x)[1](x)[0], [X, X[0]]
    )[1:]
    assert "def formula(factor, x, alpha):" in found.kernel.text


@needs_triton
def test_code_is_the_same_for_any_length_that_is_so_many_groups():
    texts = set()
    for length in (16, 24, 800):
        (found,) = source.kernels(LIF(0.9), [jax.ShapeDtypeStruct((length, 64), jnp.float32)])
        texts.add(found.kernel.text)
    assert len(texts) == 1


# What it runs, interpreted.


@needs_triton
@pytest.mark.parametrize("name", classes())
def test_learnt_parameters(name):
    made = classes()[name]
    fields = {field.name: getattr(made(), field.name) for field in dataclasses.fields(made)}
    numbers = {key: jnp.float32(x) for key, x in fields.items() if isinstance(x, float)}

    def gradients():
        def loss(numbers):
            return jnp.sum(jnp.sin(X) * made(**numbers, learnable=True)(X))

        return jax.jit(jax.grad(loss))(numbers)

    expected = gradients()
    with spikefuse.use_implementation(**INTERPRETED):
        found = gradients()
    for key, value in expected.items():
        np.testing.assert_allclose(found[key], value, rtol=2e-5, atol=1e-6)


@needs_triton
@pytest.mark.parametrize("residuals", ["float32", "bfloat16", "recompute"])
def test_spikes_are_those_of_the_others_bit_for_bit(residuals):
    current = jnp.asarray(np.random.default_rng(1).normal(0.3, 0.7, (37, 300)), jnp.float32)
    neuron = LIF(jnp.linspace(0.5, 0.95, 300), reset="hard", v_reset=-0.25)

    def spikes(**how):
        with spikefuse.use_implementation(**how):
            run = jax.jit(lambda x: jax.vjp(lambda x: neuron(x, residuals=residuals)[0], x)[0])
            return np.asarray(run(current))

    found = spikes(**INTERPRETED)
    assert 0.1 < found.mean() < 0.9
    np.testing.assert_array_equal(found, spikes(implementation="xla"))
    np.testing.assert_array_equal(found, spikes(implementation="pallas", interpret="cuda"))


@needs_triton
def test_float64_is_computed_in_float64():
    with jax.enable_x64(True):
        current = jnp.asarray(np.random.default_rng(2).normal(0.3, 0.7, (11, 50)))
        gradient = jax.jit(jax.grad(lambda x: jnp.sum(jnp.cos(LIF(0.9)(x)[1]))))
        with spikefuse.use_implementation("xla"):
            expected = gradient(current)
        with spikefuse.use_implementation(**INTERPRETED):
            found = gradient(current)
        assert found.dtype == "float64"
        np.testing.assert_allclose(found, expected, rtol=1e-14, atol=1e-15)


@needs_triton
def test_what_a_kernel_leaves_unwritten_is_seen():
    text = "def nothing(result_ptr, BLOCK: tl.constexpr):\n    tl.store(result_ptr, 1.0)\n"
    kernel = Kernel("nothing", text, (), (("BLOCK", 1),), programs=1, warps=1)
    result = jax.ShapeDtypeStruct((2,), jnp.bfloat16)
    task = Task("cuda", (), (result,), interpret=True)
    (found,) = jax.jit(lambda: call(task, kernel, [], [result]))()
    np.testing.assert_array_equal(found.astype(jnp.float32), [1.0, np.nan])


@needs_triton
def test_a_block_is_set_for_all_kernels():
    def kernel():
        return source.kernels(LIF(0.9), [X])[0].kernel

    with gpu_blocks.use_block(16, 1):
        assert (dict(kernel().constants)["BLOCK"], kernel().warps) == (16, 1)
        with spikefuse.use_implementation(**INTERPRETED):
            found = jax.jit(LIF(0.9))(X)[0]
    np.testing.assert_array_equal(found, LIF(0.9)(X, implementation="xla")[0])
    assert dict(kernel().constants)["BLOCK"] == 128
    with (
        pytest.raises(ValueError, match="size is 24; it must be a power of two"),
        gpu_blocks.use_block(24, 1),
    ):
        pass


# What it refuses.


def test_other_platforms_are_refused_with_the_way_out():
    for platform, said in (("cpu", "interpret='cuda'"), ("tpu", "'pallas' or 'xla'")):
        task = Task(platform, shapes([X]), shapes([X]))
        assert said in (why_not(task) or "")
    with (
        spikefuse.use_implementation("triton"),
        pytest.raises(NotImplementedError, match="GPUs only"),
    ):
        Sigmoid()(X)


def test_export_is_refused():
    task = Task("cuda", shapes([X]), shapes([X]), exported=True)
    assert "an exported program may run elsewhere; use 'pallas' or 'xla'" in (why_not(task) or "")


def test_the_interpreter_refuses_several_devices():
    task = Task("cuda", shapes([X]), shapes([X]), interpret=True, partitioned=True)
    assert "on one device only" in (why_not(task) or "")


def test_what_is_missing_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if "t" in name else name)
    assert "needs Triton, which is not installed: pip install" in (release.why_not() or "")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: {"triton": name}.get(name))
    assert "needs jax-triton, which is not installed: pip install" in (trial.why_not("cuda") or "")
    task = Task("cuda", shapes([X]), shapes([X]), interpret=True)
    assert why_not(task) is None


@needs_triton
def test_a_jax_triton_that_fails_says_what_would_not(monkeypatch):
    require_jax_triton()

    def fails(*_):
        raise TypeError("dce_rule() takes 2 positional arguments\nbut 3 were given")

    monkeypatch.setattr(trial, "started", fails)
    assert re.search(
        r"needs a jax-triton for JAX .*, with which .* fails \(.* 2 positional arguments\); 0\.3",
        trial._tried.__wrapped__() or "",
    )


class Strange(Surrogate):
    def surrogate_grad(self, x):
        return jax.scipy.special.digamma(1.0 + jnp.abs(x))


@needs_triton
def test_an_unknown_primitive_is_refused_and_the_next_one_runs():
    gradient = jax.grad(lambda x: Strange()(x).sum())
    with (
        spikefuse.use_implementation(**INTERPRETED),
        pytest.raises(NotImplementedError, match=r"'digamma' \(at .*test_triton\.py:\d+"),
    ):
        gradient(X)
    with spikefuse.use_implementation(("triton", "xla"), interpret="cuda"):
        found = gradient(X)
    np.testing.assert_array_equal(found, gradient(X))


def test_without_a_gpu_the_capability_is_that_of_the_device_that_is_told():
    assert capability.capability() is None or jax.default_backend() == "gpu"
    for device, value in (("a100", 80), ("h200", 90)):
        mesh = jax.sharding.AbstractMesh((), (), abstract_device=DEVICES[device].abstract)
        with jax.sharding.use_abstract_mesh(mesh):
            assert capability.capability() == value
            assert gpu_orders.order("cuda", ()) == gpu_orders.BY_GENERATION[value // 10]


def test_orders_name_each_kernel_once():
    for names in (*gpu_orders.BY_PLATFORM.values(), *gpu_orders.BY_GENERATION.values()):
        assert sorted(names) == ["pallas", "triton", "xla"]
        assert names[-1] == "xla"
    assert set(gpu_orders.BY_PLATFORM) < set(PLATFORMS)


def test_nothing_of_triton_is_imported_with_the_package():
    code = "import sys, spikefuse; print([x for x in sys.modules if re.match(r'(jax_)?triton', x)])"
    done = subprocess.run(
        [sys.executable, "-c", f"import re; {code}"], capture_output=True, text=True, check=True
    )
    assert re.sub(r"\s", "", done.stdout) == "[]"
