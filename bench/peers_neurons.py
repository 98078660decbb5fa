"""The neurons of other packages beside ours: ``python -m spikefuse.bench.peers_neurons``.

It writes ``docs/peers_neurons.md`` of the folder it runs in. What stands there of ours is
evaluated: each is a neuron that can be made.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import jax.numpy as jnp

from .. import neuron as neurons
from .peers_of_neurons import PEERS, Peer

__all__ = ["OUTPUT", "main", "table"]

OUTPUT = Path("docs/peers_neurons.md")

_NAMES: Mapping[str, object] = {name: getattr(neurons, name) for name in neurons.__all__} | {
    "jnp": jnp
}

_CLASS = re.compile(r"\b([A-Z]\w+)[.(]")


def table(peers: Sequence[Peer] = PEERS) -> str:
    """Return the text of the page.

    Parameters
    ----------
    peers : sequence of Peer
        The other packages.

    Raises
    ------
    ValueError
        If a row says neither what is ours nor why there is none.
    """
    parts = [
        "# Neurons of other packages, and ours",
        "",
        "Numbers are the defaults there, or stand for those that are given. Ours spike where the",
        "membrane reaches its threshold; those of snnTorch, Norse and Spyx where it is above.",
        "",
        "`python -m spikefuse.bench.peers_neurons`",
    ]
    for peer in peers:
        parts += ["", f"## {peer.name}", "", f"| {peer.name} | ours | |", "|---|---|---|"]
        for theirs, (ours, note) in peer.neurons.items():
            if not (ours or note):
                raise ValueError(f"{peer.name}: {theirs} has neither one of ours nor a reason")
            shown = f"`{_checked(ours)}`" if ours else "none"
            parts.append(f"| {theirs} | {shown} | {note} |")
    used = _used(peers)
    parts += ["", "## Ours", "", "| neuron | what it is | peers that have it |", "|---|---|---|"]
    for name in neurons.__all__:
        neuron = getattr(neurons, name)
        if name == "Neuron" or name.endswith("State"):
            continue
        summary = neuron.__doc__.splitlines()[0].rstrip(".")
        parts.append(f"| `{name}` | {summary} | {', '.join(used.get(name, ['none']))} |")
    return "\n".join([*parts, ""])


def main() -> None:
    """Write the page."""
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(table())


def _checked(expression: str) -> str:
    """Return an expression that makes a neuron, and raise what it raises if it does not."""
    eval(expression, dict(_NAMES))
    return expression


def _used(peers: Sequence[Peer]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for peer in peers:
        for ours, _ in peer.neurons.values():
            for name in _CLASS.findall(ours):
                if peer.name not in found.setdefault(name, []):
                    found[name].append(peer.name)
    return found


if __name__ == "__main__":
    main()
