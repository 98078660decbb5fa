"""The neurons that are checked: each with every reset, and some with further options."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from ... import neuron as neurons
from ...neuron import LIF, LeakyIntegrator, Neuron
from ...surrogate import Arctan

__all__ = ["Case", "case_of", "cases"]


@dataclasses.dataclass(frozen=True)
class Case:
    """A neuron without its parameters.

    Attributes
    ----------
    name : str
        Of its class.
    options : str
        Its reset, and what else is not as it is by default.
    make : callable
        From parameters by name to the neuron.
    parameters : tuple of str
        Their names.
    spikes : bool
        Whether it puts out spikes, and not its membrane.
    exact : bool
        Whether there are parameters with which it computes without rounding: decays of 0 and 1.
    """

    name: str
    options: str
    make: Callable[[Mapping[str, Any]], Neuron]
    parameters: tuple[str, ...]
    spikes: bool
    exact: bool = True


def cases() -> dict[str, list[Case]]:
    """Return the cases of each neuron, by name; the first has its default options."""
    classes = [getattr(neurons, name) for name in neurons.__all__]
    listed = [each for each in classes if issubclass(each, Neuron) and each is not Neuron]
    return {each.__name__: _cases_of(each) for each in listed}


def case_of(
    neuron: type[Neuron],
    *,
    reset: str | None = None,
    detached: bool = False,
    learnable: bool = False,
) -> Case:
    """Return a case of a neuron.

    Parameters
    ----------
    neuron : class
        Of the neuron.
    reset : str, optional
        One of `RESETS`; left out for a neuron that has none.
    detached : bool
        Whether the reset is.
    learnable : bool
        Whether the surrogate's parameter is one, too.
    """
    declared: Any = dataclasses.fields(neuron)  # pyright: ignore[reportArgumentType]
    ranged = (*neuron.fractions, *neuron.finite, *neuron.positive)
    names = [field.name for field in declared if field.name in ranged]
    if reset != "hard":
        names = [name for name in names if name != "v_reset"]
    given = {"reset": reset, "detach_reset": detached}
    fixed = {name: given[name] for name in neuron.variants}

    def make(parameters: Mapping[str, Any]) -> Neuron:
        given = {name: parameters[name] for name in names}
        if learnable:
            given["surrogate"] = Arctan(parameters[_ALPHA], learnable=True)
        return neuron(**given, **fixed)

    words = ["" if reset is None else reset]
    words += ["detached"] * detached + ["learnable surrogate"] * learnable
    return Case(
        neuron.__name__,
        ", ".join(filter(None, words)),
        make,
        (*names, *[_ALPHA] * learnable),
        spikes=neuron is not LeakyIntegrator,
        exact=neuron.__name__ not in _ROUNDS,
    )


_ALPHA = "surrogate.alpha"

_ROUNDS = ("Alpha", "CLIF", "EIF", "ILIF", "Izhikevich", "QIF", "ResonateAndFire")
"""The neurons whose step is more than a weighted sum, or turns."""

# What comes of these is the step's own derivative, the same for every kernel: once a neuron is
# enough.
_DETACHED = {
    "IF": "hard",
    "LIF": "soft",
    "CurrentLIF": "hard",
    "AdaptiveLIF": "soft",
    "CLIF": "soft",
    "ILIF": None,
    "Izhikevich": "hard",
}


def _cases_of(neuron: type[Neuron]) -> list[Case]:
    resets = neuron.variants.get("reset", (None,))
    listed = [case_of(neuron, reset=reset) for reset in resets]
    if neuron.__name__ in _DETACHED:
        listed.append(case_of(neuron, reset=_DETACHED[neuron.__name__], detached=True))
    if neuron is LIF:
        listed.append(case_of(neuron, reset="soft", learnable=True))
    return listed
