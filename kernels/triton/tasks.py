"""What Triton kernels can run, whatever the operation."""

from ..dispatch import Task
from . import release, trial

__all__ = ["why_not"]


def why_not(task: Task) -> str | None:
    """Return why a platform is not for Triton, or what is missing, and the way out."""
    if task.platform == "tpu":
        return "compiles for GPUs only; use 'pallas' or 'xla'"
    if task.platform == "cpu":
        return (
            "compiles for GPUs only; use 'xla', or use_implementation('triton', "
            "interpret='cuda') to run it in Triton's interpreter"
        )
    if task.exported:
        return (
            "is compiled for the GPU that is there, or interpreted, and an exported program may "
            "run elsewhere; use 'pallas' or 'xla' for that"
        )
    if task.interpret and task.partitioned:
        # JAX forgets the callback of a part once it is lowered.
        return "is interpreted on one device only, or within jax.shard_map; use 'pallas' or 'xla'"
    if task.interpret:
        return release.why_not_interpreted()
    return trial.why_not(task.platform)
