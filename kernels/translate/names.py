"""Names for what goes into a formula, which a target language takes."""

import itertools
import keyword
import re
from collections.abc import Iterable

__all__ = ["identifiers"]

_TAKEN = re.compile(
    r"(a|is)\d+|[A-Z_]+|\w+_ptr|float|libdevice|range|tl"
    r"|(all|checkpoint|cotangent|edge|final|from|kept|next|sum|to|trace)_\w+"
    r"|advance|back|before|fire|formula|group|groups|inside|lane|row|spikes|start|step|turn"
)
"""What statements and kernels call things themselves."""


def identifiers(names: Iterable[str]) -> list[str]:
    """Return names that differ, of letters and digits, as like those given as can be.

    Of a field of a field, such as ``surrogate.alpha``, the last part is the name; of a key, such as
    ``['fast']``, what is in quotes.
    """
    found: list[str] = []
    for name in names:
        own = re.sub(r"\W+", "_", name.rpartition(".")[2], flags=re.ASCII).strip("_") or "x"
        if keyword.iskeyword(own) or _TAKEN.fullmatch(own) or own[0].isdigit():
            own = f"own_{own}"
        others = (f"{own}_{number}" for number in itertools.count(2))
        found.append(next(each for each in itertools.chain([own], others) if each not in found))
    return found
