"""What is timed: workloads as immutable values, one kind a file.

A workload makes its inputs, knows how few bytes it can move and how many samples it trains on, and
says in words what goes in and comes out; it does not know who runs it.
"""

from .catalogue import every, matching, quick
from .convolutional import Convolutional
from .elementwise import Elementwise
from .event_recurrent import EventRecurrent
from .layer import Layer
from .multilayer import Multilayer
from .recurrence import Recurrence
from .training import Training
from .tuning import for_blocks, for_orders, tuning
from .workload import BACKWARD, BOTH, FORWARD, Inputs, Workload

__all__ = [
    "BACKWARD",
    "BOTH",
    "FORWARD",
    "Convolutional",
    "Elementwise",
    "EventRecurrent",
    "Inputs",
    "Layer",
    "Multilayer",
    "Recurrence",
    "Training",
    "Workload",
    "every",
    "for_blocks",
    "for_orders",
    "matching",
    "quick",
    "tuning",
]
