"""Who runs the workloads: one file a contestant, each imported where it is used.

A contestant brings its surrogates and its neurons; the programs around them are written once for
each framework. One that is not installed says so, and the others run.
"""

from collections.abc import Mapping

from . import blocks, braintools, norse, scan, snntorch, spikefuse, spikingjelly, spyx
from .contestant import Contestant, Prepared

__all__ = ["CONTESTANTS", "REFERENCE", "TUNED", "Contestant", "Prepared"]

CONTESTANTS: Mapping[str, Contestant] = {
    each.name: each
    for each in (
        scan.CONTESTANT,
        spikefuse.CONTESTANT,
        braintools.CONTESTANT,
        spyx.CONTESTANT,
        spikingjelly.CONTESTANT,
        snntorch.CONTESTANT,
        norse.CONTESTANT,
    )
}

TUNED: Mapping[str, Contestant] = {blocks.CONTESTANT.name: blocks.CONTESTANT}
"""What is measured to choose from alone."""

REFERENCE = scan.CONTESTANT.name
"""What the outputs of the others are compared with: the formulas, written out."""
