"""What a kernel for an AMD GPU came to, which its assembly says itself."""

import dataclasses
import re

__all__ = ["MachineCode", "machine_code"]


@dataclasses.dataclass(frozen=True)
class MachineCode:
    """A kernel in machine code.

    Attributes
    ----------
    name : str
        Of the kernel.
    registers : int
        Vector registers of each lane.
    spilled_bytes : int
        What each lane keeps in memory for want of registers.
    """

    name: str
    registers: int
    spilled_bytes: int


def machine_code(assembly: str) -> MachineCode:
    """Return what the assembly of one kernel says of it."""
    return MachineCode(
        name=_found("name", r"\w+", assembly),
        registers=int(_found("vgpr_count", r"\d+", assembly)),
        spilled_bytes=int(_found("private_segment_fixed_size", r"\d+", assembly)),
    )


def _found(key: str, value: str, assembly: str) -> str:
    # Of arguments there are names, too: that of the kernel is indented less.
    found = re.search(rf"^    \.{key}:\s+({value})$", assembly, re.MULTILINE)
    if found is None:
        raise ValueError(f"the assembly does not say its {key}")
    return found[1]
