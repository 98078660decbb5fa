"""The compiled loops: what is generated, which of them is found, the library, and its threads."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from conftest import needs_compiled_loops
from hypothesis import strategies as st

import spikefuse
from spikefuse.checking import run as checking
from spikefuse.checking.cases import case_of
from spikefuse.checking.programs import Target
from spikefuse.kernels.native import generate, library
from spikefuse.kernels.native.catalogue import steps, surrogates
from spikefuse.neuron import IF, LIF, AdaptiveLIF, CurrentLIF
from spikefuse.surrogate import (
    Asymmetric,
    GaussianGrad,
    LeakyRelu,
    QPseudoSpike,
    Sigmoid,
    SquarewaveFourierSeries,
    Surrogate,
)
from spikefuse.surrogate.catalogue import classes

# What is generated.


@pytest.mark.skipif(
    not jax.__version__.startswith(f"{generate.JAX}."),
    reason=f"JAX {generate.JAX} writes them: others have other primitives for the same functions",
)
def test_committed_files_are_what_is_generated():
    # Beside these tests: the C++ is not installed.
    folder = Path(__file__).parent.parent / "kernels" / "native"
    for path, text in generate.files().items():
        assert (folder / path).read_text() == text, f"{path.name}: {generate.NOTE}"


# The surrogates' loops, each alone: the gradient of a neuron that is nothing but its spike.


def _spike_of_neuron(surrogate):
    neuron = IF(threshold=0.0, reset="none", surrogate=surrogate)
    return lambda x: neuron(x[None])[0][0]


@needs_compiled_loops
@pytest.mark.once
@pytest.mark.parametrize(
    ("kind", "dtype"),
    [
        *((kind, "float32") for kind in classes().values()),
        # Which is converted on the way in and out, by loops that no surrogate has a part in.
        (Sigmoid, "bfloat16"),
        (SquarewaveFourierSeries, "bfloat16"),
    ],
)
def test_surrogates_are_as_precise_as_a_check_asks(kind, dtype, monkeypatch):
    monkeypatch.setattr(checking, "why_not", lambda *_: None)
    surrogate = kind()
    case = dataclasses.replace(case_of(surrogate), spike=_spike_of_neuron(surrogate))
    (row,) = checking.check([case], [Target("native", "cpu")], [dtype], "cpu")
    assert row.status == checking.PASSED, row


@needs_compiled_loops
@pytest.mark.once
@pytest.mark.parametrize(
    "compiled", [each for each in surrogates() if each.parameters], ids=lambda x: x.name
)
def test_what_parameters_of_surrogates_learn(compiled):
    def total(parameters, current, weights):
        surrogate = compiled.surrogate(**parameters, **compiled.fixed, learnable=True)
        return jnp.sum(IF(reset="hard", surrogate=surrogate)(current)[0] * weights)

    def gradients(implementation, dtype, given):
        given = jax.tree.map(lambda x: jnp.asarray(x, dtype), given)
        with spikefuse.use_implementation(implementation):
            return jax.tree.leaves(jax.jit(jax.grad(total, (0, 1)))(*given))

    random = np.random.default_rng(0)
    default = compiled.surrogate(**compiled.fixed)
    parameters = {
        name: getattr(default, name) * random.uniform(0.8, 1.2, 37) + 0.01
        for name in compiled.parameters
    }
    current, weights = random.normal(0.5, 0.5, (11, 37)), random.uniform(0.5, 1.5, (11, 37))
    given = jax.tree.map(np.float32, (parameters, current, weights))
    with jax.enable_x64(True):
        wanted = gradients("xla", "float64", given)
        for dtype, limit in (("float32", 2e-5), ("float64", 1e-12)):
            for one, other in zip(gradients("native", dtype, given), wanted, strict=True):
                assert one.dtype == dtype
                np.testing.assert_allclose(one, other, rtol=0, atol=limit * np.abs(other).max())


@needs_compiled_loops
@pytest.mark.parametrize("spike_at_zero", [True, False])
def test_a_surrogate_of_two_sides(spike_at_zero):
    random = np.random.default_rng(0)
    # Distances of 0 among them.
    current = jnp.asarray(random.integers(-4, 9, (9, 33)) / 4, jnp.float32)
    weights = jnp.asarray(random.uniform(0.5, 1.5, (9, 33)), jnp.float32)
    pair = Asymmetric(
        LeakyRelu(jnp.linspace(0.1, 0.5, 33)),
        GaussianGrad(jnp.float32(0.3), 0.7),
        learnable=True,
        spike_at_zero=spike_at_zero,
    )

    def gradients(implementation):
        def total(pair, current):
            neuron = LIF(0.5, surrogate=pair)
            return jnp.sum(neuron(current, implementation=implementation)[0] * weights)

        return jax.jit(jax.grad(total, (0, 1)))(pair, current)

    found, wanted = gradients("native"), gradients("xla")
    assert len(jax.tree.leaves(found)) == 5
    for one, other in zip(jax.tree.leaves(found), jax.tree.leaves(wanted), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=2e-6 * np.abs(other).max())


# Which loop is found.


class Inherited(LIF):
    def charge(self, state, x):
        return 2.0 * super().charge(state, x)


class Flat(Surrogate):
    height: float = 0.25

    def surrogate_grad(self, x):
        return self.height * jnp.ones_like(x)


OF_USERS = {
    "a class that extends one": (Inherited(0.5), "no compiled loop for Inherited with"),
    "a surrogate": (LIF(0.5, surrogate=Flat()), "no compiled loop for Flat"),
    "a function": (LIF(0.5, surrogate=lambda x: Sigmoid()(x)), "no compiled loop for LIF with"),
    "a side that a user wrote": (
        LIF(0.5, surrogate=Asymmetric(Flat(), Sigmoid())),
        "no compiled loop for Asymmetric",
    ),
    "many terms": (IF(surrogate=SquarewaveFourierSeries(7)), "Series with n=7"),
}

CURRENT = jnp.linspace(-1.0, 2.0, 5 * 6).reshape(5, 6)


@needs_compiled_loops
@pytest.mark.parametrize(("neuron", "reason"), OF_USERS.values(), ids=OF_USERS)
def test_what_is_not_compiled_goes_to_xla_or_says_so(neuron, reason):
    def gradient(implementation):
        return jax.grad(lambda x: neuron(x, implementation=implementation)[0].sum())(CURRENT)

    np.testing.assert_array_equal(gradient(None), gradient("xla"))
    with pytest.raises(NotImplementedError, match=reason):
        gradient("native")


@needs_compiled_loops
@pytest.mark.parametrize("step", list(steps()), ids=lambda x: x.name)
def test_every_step_is_found(step):
    given = dict.fromkeys(step.parameters, 0.5) | {"most": 4.0, "inhibition_decay": 0.25}
    given = {name: given[name] for name in step.parameters}
    for each in (given, jax.tree.map(jnp.float32, given)):
        neuron = step.make(surrogate=Sigmoid(), **each)
        run = jax.jit(lambda x, neuron=neuron: neuron(x, implementation="native")[0])
        assert library.FORWARD in run.lower(CURRENT).as_text()


@needs_compiled_loops
def test_whole_exponents_have_loops_of_their_own():
    def text(alpha):
        neuron = IF(surrogate=QPseudoSpike(alpha))
        return jax.jit(jax.grad(lambda x: neuron(x)[0].sum())).lower(CURRENT).as_text()

    assert '"QPseudoSpikeAlpha2"' in text(2.0)
    assert '"QPseudoSpike"' in text(2.5)
    assert '"QPseudoSpike"' in text(jnp.float32(2.0))


@needs_compiled_loops
def test_it_is_the_default_on_a_cpu():
    run = jax.jit(LIF(0.5))
    assert library.FORWARD in run.lower(CURRENT).as_text()


# Shapes.

PARTS = st.sampled_from([0, 1, 2, 3, 17, 64, 100])


@needs_compiled_loops
@hypothesis.given(
    length=st.sampled_from([1, 2, 13]),
    shape=st.lists(PARTS, max_size=2),
    kind=st.sampled_from([IF, LIF, CurrentLIF, AdaptiveLIF]),
    residuals=st.sampled_from(["float32", "bfloat16", "recompute"]),
    seed=st.integers(0, 100),
)
def test_any_shape(length, shape, kind, residuals, seed):
    random = np.random.default_rng(seed)
    names = [
        name for name in ("decay", "current_decay", "adaptation_decay") if name in fields(kind)
    ]
    parameters = {name: np.float32(random.uniform(0.3, 0.9, shape[-1:])) for name in names}
    parameters["threshold"] = np.float32(0.8)
    # Sums of these are exact, where decays do not round them.
    current = np.float32(random.integers(-8, 24, (length, *shape)) / 16 + 1 / 128)
    fixed = {"adaptation_gain": 0.25} if kind is AdaptiveLIF else {}

    def total(implementation):
        def of(parameters, current):
            neuron = kind(**parameters, **fixed, reset="hard")
            spikes, state = neuron(current, residuals=residuals, implementation=implementation)
            return spikes.sum() + sum(jnp.sum(x * x) for x in jax.tree.leaves(state)), spikes

        return jax.jit(jax.grad(of, (0, 1), has_aux=True))(parameters, current)

    (found, spikes), (wanted, wanted_spikes) = total("native"), total("xla")
    np.testing.assert_array_equal(spikes, wanted_spikes)
    for one, other in zip(jax.tree.leaves(found), jax.tree.leaves(wanted), strict=True):
        size = np.abs(other).max(initial=1.0)
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-5 * size)


@needs_compiled_loops
@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_arrays_larger_than_caches_whose_rows_are_not_aligned(dtype):
    # More than 4 MiB, which several threads write, past their caches.
    random = np.random.default_rng(0)
    current, weights = jnp.asarray(random.normal(0.3, 0.5, (2, 1031, 1033)), dtype)

    def run(implementation):
        def weighted(x):
            spikes, state = LIF(0.5)(x, implementation=implementation)
            return jnp.sum(spikes * weights), (spikes, state)

        return jax.jit(jax.grad(weighted, has_aux=True))(current)

    (found, outputs), (wanted, wanted_outputs) = run("native"), run("xla")
    for one, other in zip(outputs, wanted_outputs, strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_allclose(
        found.astype("float32"),
        wanted.astype("float32"),
        rtol=2e-2 * (dtype == "bfloat16"),
        atol=1e-6,
    )


def fields(kind):
    return {field.name for field in dataclasses.fields(kind)}


# Threads.


@needs_compiled_loops
def test_many_calls_at_once_do_not_wait_for_each_other():
    script = Path(__file__).parent / "native_under_load.py"
    seconds = os.environ.get("SPIKEFUSE_LOAD_SECONDS", "4")
    finished = subprocess.run(
        [sys.executable, script, seconds],
        capture_output=True,
        text=True,
        timeout=60 + float(seconds),
        check=False,
    )
    assert finished.stdout == "all equal\n", finished.stderr


# The library.


@needs_compiled_loops
def test_library_is_small():
    path = library.library().path
    assert path is not None
    assert path.stat().st_size < 3 * 2**20


@pytest.fixture
def _loaded_anew():
    library.library.cache_clear()
    yield
    library.library.cache_clear()


@pytest.mark.usefixtures("_loaded_anew")
def test_machine_without_a_library(monkeypatch):
    monkeypatch.setattr(library, "_folders", list)
    assert (library.why_not() or "").startswith("was not built: install the package where there")
    assert LIF(0.5)(CURRENT)[0].shape == CURRENT.shape
    with pytest.raises(NotImplementedError, match="was not built"):
        LIF(0.5)(CURRENT + 1.0, implementation="native")


@pytest.mark.usefixtures("_loaded_anew")
def test_file_that_is_no_library(monkeypatch, tmp_path):
    (tmp_path / "libspikefuse.so").write_bytes(b"nothing")
    monkeypatch.setattr(library, "_folders", lambda: [tmp_path])
    assert "cannot be loaded from" in (library.why_not() or "")


@needs_compiled_loops
@pytest.mark.usefixtures("_loaded_anew")
def test_library_of_other_formulas(monkeypatch):
    monkeypatch.setattr(library, "FORMULAS", "of others")
    assert (library.why_not() or "").startswith("was built from other formulas")


@needs_compiled_loops
@pytest.mark.usefixtures("_loaded_anew")
@pytest.mark.parametrize(("here", "fits"), [((0, 1), False), ((1, 0), False), ((0, 99), True)])
def test_library_for_another_xla(here, fits, monkeypatch):
    monkeypatch.setattr(library, "_interface", lambda: here)
    reason = library.why_not()
    assert reason is None if fits else "was built for version" in (reason or "")


def test_turned_off(monkeypatch):
    monkeypatch.setenv(library.ENVIRONMENT_VARIABLE, "0")
    with pytest.raises(NotImplementedError, match="is turned off by SPIKEFUSE_NATIVE=0"):
        LIF(0.25)(CURRENT, implementation="native")


@needs_compiled_loops
def test_dtype_that_it_does_not_have():
    with pytest.raises(NotImplementedError, match="has no float16; use bfloat16, or 'xla'"):
        LIF(0.5)(CURRENT.astype("float16"), implementation="native")
    assert LIF(0.5)(CURRENT.astype("float16"))[0].dtype == "float16"
