"""Results as JSON that is to be read and compared."""

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["with_lines"]


def with_lines(found: Mapping[str, Any]) -> str:
    """Return JSON with a line for each entry of a list of entries."""
    lines = []
    for name, value in found.items():
        if isinstance(value, list):
            rows = ",\n  ".join(map(json.dumps, value))
            lines.append(f"{json.dumps(name)}: [\n  {rows}\n ]")
        else:
            lines.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n " + ",\n ".join(lines) + "\n}\n"
