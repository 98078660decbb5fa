"""The surrogates of other packages, by their names and parameters there."""

from .braintools import BRAINTOOLS, from_braintools
from .lava import LAVA, from_lava
from .mapping import Counterpart, Peer
from .norse import NORSE, from_norse
from .snntorch import SNNTORCH, from_snntorch
from .spikingjelly import SPIKINGJELLY, from_spikingjelly
from .spyx import SPYX, from_spyx

__all__ = [
    "PEERS",
    "Counterpart",
    "Peer",
    "from_braintools",
    "from_lava",
    "from_norse",
    "from_snntorch",
    "from_spikingjelly",
    "from_spyx",
]

PEERS = (BRAINTOOLS, SPIKINGJELLY, SNNTORCH, NORSE, SPYX, LAVA)
