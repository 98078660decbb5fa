"""Names for what goes into a formula, which a target language takes."""

import keyword
import re
from collections.abc import Iterable

__all__ = ["identifiers"]

_TAKEN = re.compile(
    r"(a|is)\d+|(checkpoint|cotangent|edge|final|from|kept|next|to|trace)_\w+|\w+_ptr|[A-Z_]+"
    r"|advance|back|fire|float|formula|group|groups|inside|lane|libdevice|range|row|spikes|step|tl|turn"
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
        same = sum(re.fullmatch(rf"{own}(_\d+)?", other) is not None for other in found)
        found.append(f"{own}_{same + 1}" if same else own)
    return found
