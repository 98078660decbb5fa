"""What a program in PyTorch takes up at most."""

# pyright: reportMissingImports=false

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["peak_bytes"]


def peak_bytes(run: Callable[[], object], device: str) -> int:
    """Run something, and return how many bytes of tensors there were at most, beyond those before.

    It is what PyTorch's allocators have handed out: operands that are made in the run, results, and
    what is between them. What libraries take up besides, such as oneDNN, is not in it, and neither
    is it in what XLA tells of its programs.

    Parameters
    ----------
    run : callable
    device : str
        "cpu" or "cuda".
    """
    return _on_cuda(run) if device == "cuda" else _on_cpu(run)


def _on_cuda(run: Callable[[], object]) -> int:
    from torch import cuda

    cuda.synchronize()
    before = cuda.memory_allocated()
    cuda.reset_peak_memory_stats()
    run()
    cuda.synchronize()
    return cuda.max_memory_allocated() - before


def _on_cpu(run: Callable[[], object]) -> int:
    """Return the same from the profiler's events: nothing else tells it of a CPU's memory."""
    from torch.profiler import ProfilerActivity, profile

    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
        run()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "trace.json")
        profiler.export_chrome_trace(str(path))
        events: list[dict[str, Any]] = json.loads(path.read_text())["traceEvents"]
    found = [event for event in events if event.get("name") == "[memory]"]
    held, most = 0, 0
    # What was there before the profiler is freed without an event.
    for event in sorted(found, key=lambda event: event["ts"]):
        held += event["args"]["Bytes"]
        most = max(most, held)
    return most
