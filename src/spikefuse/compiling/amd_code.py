"""What a kernel for an AMD GPU came to, which its assembly says itself."""

from .machine_code import Resources, found

__all__ = ["resources"]


def resources(assembly: str) -> Resources:
    """Return what the assembly of one kernel says of it."""

    def told(key: str) -> str:
        # Of arguments there are names, too: that of the kernel is indented less.
        return found(rf"^    \.{key}:\s+(\w+)$", assembly)

    return Resources(
        name=told("name"),
        registers=int(told("vgpr_count")),
        spilled_bytes=int(told("private_segment_fixed_size")),
    )
