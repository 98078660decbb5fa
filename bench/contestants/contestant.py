"""What a contestant is, and what it makes of a workload."""

import dataclasses
import importlib
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..workloads import Elementwise, Inputs, Workload

__all__ = ["Contestant", "Prepared"]


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A workload that is ready to run, its inputs on the device.

    Attributes
    ----------
    compile_seconds : float
        What tracing and compiling took, without a run.
    peak_bytes : int or None
        Of operands, results and what is between them, where that is known.
    run : callable
        From the number of a set of inputs to results, which may still be under way.
    wait : callable
        Waits for results.
    outputs : callable
        From results to arrays by the names that the workload has for them.
    rates : callable
        Returns the rate at which each spiking layer fires with the first inputs. It is a program of
        its own, and not timed.
    """

    compile_seconds: float
    peak_bytes: int | None
    run: Callable[[int], Any]
    wait: Callable[[Any], object]
    outputs: Callable[[Any], Mapping[str, np.ndarray]]
    rates: Callable[[], Sequence[float]]


@dataclasses.dataclass(frozen=True)
class Contestant:
    """A package, or a way of writing, that runs workloads.

    Attributes
    ----------
    name : str
    requires : tuple of str
        Modules that must be there to import.
    packages : tuple of str
        Distributions whose versions are told.
    modes : callable
        From a workload to the names of the ways to run it, none if it cannot.
    prepare : callable
        From a workload, a mode, and sets of inputs.
    differs : str
        What is other in its neurons than in those of the workloads, in words.
    reference : callable, optional
        From a workload and sets of inputs to what its outputs are compared with, if they differ:
        its own formulas, written out.
    """

    name: str
    requires: tuple[str, ...]
    packages: tuple[str, ...]
    modes: Callable[[Workload], Sequence[str]]
    prepare: Callable[[Workload, str, Sequence[Inputs]], Prepared]
    differs: str = ""
    reference: Callable[[Workload, Sequence[Inputs]], Prepared] | None = None

    def why_not(self) -> str | None:
        """Return why it cannot run here, in a line; None if it can."""
        for module in self.requires:
            try:
                # What a package warns of when it is imported is its own affair.
                with warnings.catch_warnings(action="ignore"):
                    importlib.import_module(module)
            except ImportError as error:
                return f"cannot be imported: {' '.join(str(error).split())}"
        return None

    def difference(self, workload: Workload) -> str:
        """Return in what it differs, in words: nothing where there are no neurons."""
        return "" if isinstance(workload, Elementwise) else self.differs
