import importlib.util
import os

os.environ.setdefault("JAX_PLATFORMS", "cpu")
# What is fastest here is not to change what is tested.
os.environ["SPIKEFUSE_TUNING"] = "none"

import hypothesis
import pytest

import spikefuse
from spikefuse.kernels.native import library

hypothesis.settings.register_profile(
    "spikefuse",
    derandomize=True,
    deadline=None,
    max_examples=20,
    # The fixture below holds nothing that an example could change.
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("spikefuse")

HAS_TRITON = importlib.util.find_spec("triton") is not None

# Every way to run surrogates: what `use_implementation` takes.
IMPLEMENTATIONS = {
    "xla": {"implementation": "xla"},
    "pallas for GPU, interpreted": {"implementation": "pallas", "interpret": "cuda"},
    "pallas for TPU, interpreted": {"implementation": "pallas", "interpret": "tpu"},
}
if HAS_TRITON:
    IMPLEMENTATIONS["triton, interpreted"] = {"implementation": "triton", "interpret": "cuda"}

# Every way to run neurons. One that has no compiled loop goes on to XLA.
LOOPS = {**IMPLEMENTATIONS, "native": {"implementation": ("native", "xla")}}


def once_where_interpreted(names):
    """Return names of implementations as parameters: those of interpreted kernels marked `once`.

    What a kernel computes is the same with any Python and JAX. A test that is to see whether it
    runs there at all takes the names as they are.
    """
    return [
        pytest.param(name, marks=[pytest.mark.once] if "interpreted" in name else [])
        for name in names
    ]


# Over the fixture's own parameters: those tests that look for what depends on Python or JAX.
with_any_jax = pytest.mark.parametrize("implementation", IMPLEMENTATIONS, indirect=True)
loops_with_any_jax = pytest.mark.parametrize("implementation", LOOPS, indirect=True)

needs_compiled_loops = pytest.mark.skipif(
    library.why_not() is not None, reason=f"the library {library.why_not()}"
)


@pytest.fixture(params=once_where_interpreted(IMPLEMENTATIONS))
def implementation(request):
    """Run the test once with each implementation, and give its name."""
    with spikefuse.use_implementation(**IMPLEMENTATIONS[request.param]):
        yield request.param
