"""The table of peers: ``python -m spikefuse.surrogate.peers.table FILE`` writes it as Markdown."""

import argparse
from pathlib import Path

from . import PEERS
from .mapping import Counterpart, Peer

__all__ = ["main", "text"]

INTRODUCTION = """# The surrogates of other packages

What each surrogate of each package is here, with its parameters as they are there by default.
`spikefuse.surrogate.from_snntorch("fast_sigmoid", slope=10.0)`, and so on, makes the surrogate with
any others, numbers or arrays. Where nothing is said, spikes and derivatives are the same.
"""

NOTE = "Written by `python -m spikefuse.surrogate.peers.table docs/surrogates_of_peers.md`."

DRAWN = "`LeakyRelu(random_leak(key, shape, mean, variance), 1.0, spike_at_zero=False)`"
"""What has a key has no value before it is given one."""


def text() -> str:
    """Return the tables of all peers."""
    return "\n".join([INTRODUCTION, *map(_section, PEERS), NOTE, ""])


def _section(peer: Peer) -> str:
    rule = ">=" if peer.spike_at_zero else ">"
    rows = [_row(peer, name, each) for name, each in peer.counterparts.items()]
    function = f"from_{peer.name.lower().partition('-')[0]}"
    return "\n".join(
        [
            f"## {peer.name} {peer.version}",
            "",
            f"A spike where `x {rule} 0`. `{function}`.",
            "",
            "| there | here | |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _row(peer: Peer, name: str, counterpart: Counterpart) -> str:
    if counterpart.make is None:
        return f"| `{name}` | none | {counterpart.note} |"
    ours = DRAWN if "key" in counterpart.parameters.parameters else f"`{_example(peer, name)}`"
    return f"| `{name}{counterpart.parameters}` | {ours} | {counterpart.note} |"


def _example(peer: Peer, name: str) -> str:
    """Return the surrogate with the peer's defaults, and 1 for parameters that have none."""
    parameters = peer.counterparts[name].parameters.parameters.values()
    required = {x.name: 1.0 for x in parameters if x.default is x.empty}
    return repr(peer.surrogate(name, (), required, learnable=False))


def main() -> None:
    """Write the tables to the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.parse_args().file.write_text(text())


if __name__ == "__main__":
    main()
