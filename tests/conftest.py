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

needs_compiled_loops = pytest.mark.skipif(
    library.why_not() is not None, reason=f"the library {library.why_not()}"
)


@pytest.fixture(params=IMPLEMENTATIONS)
def implementation(request):
    """Run the test once with each implementation, and give its name."""
    with spikefuse.use_implementation(**IMPLEMENTATIONS[request.param]):
        yield request.param
