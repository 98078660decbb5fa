"""What is compiled: the neurons and surrogates of this package, with their options."""

import dataclasses
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from ... import neuron as neurons
from ...neuron import Neuron
from ...surrogate import Asymmetric
from ...surrogate.base import Options
from ...surrogate.catalogue import classes

__all__ = ["CompiledStep", "CompiledSurrogate", "steps", "surrogates"]


@dataclasses.dataclass(frozen=True)
class CompiledStep:
    """A neuron with its options.

    Attributes
    ----------
    neuron : class
        Of the neuron.
    options : mapping
        Its static fields.
    parameters : tuple of str
        Its fields that are numbers or arrays, in their order.
    """

    neuron: type[Neuron]
    options: Mapping[str, Any]
    parameters: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in C++."""
        words = [str(x) for x in (self.options.get("reset"),) if x]
        words += ["detached"] * bool(self.options.get("detach_reset"))
        return self.neuron.__name__ + "".join(word.capitalize() for word in words)

    def make(self, surrogate: Any = None, **parameters: Any) -> Neuron:
        """Return the neuron."""
        fire = {"surrogate": surrogate} if "surrogate" in _fields(self.neuron) else {}
        return self.neuron(**parameters, **self.options, **fire)


@dataclasses.dataclass(frozen=True)
class CompiledSurrogate:
    """A surrogate; some are compiled for certain values of their fields.

    Attributes
    ----------
    surrogate : class
        Of the surrogate.
    fixed : mapping
        Fields that have a value.
    parameters : tuple of str
        The others.
    """

    surrogate: type[Any]
    fixed: Mapping[str, Any]
    parameters: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in C++."""
        return self.surrogate.__name__ + "".join(
            f"{name.title().replace('_', '')}{value:g}" for name, value in self.fixed.items()
        )


FIXED: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    # Whose derivative at 0 is that of the side which 0 is on.
    "LeakyRelu": ({"spike_at_zero": True}, {"spike_at_zero": False}),
    # Whole exponents are computed in another way, as products.
    "PowerLawGrad": ({"exponent": 2.0}, {}),
    "QPseudoSpike": ({"alpha": 1.0}, {"alpha": 2.0}, {"alpha": 3.0}, {"alpha": 4.0}, {}),
    "SquarewaveFourierSeries": ({"n": 1}, {"n": 2}, {"n": 3}, {"n": 4}),
}
"""For surrogates whose formula depends on a field's value: those that are compiled."""


def steps() -> Iterator[CompiledStep]:
    """Yield every neuron with all of its variants."""
    for name in neurons.__all__:
        neuron = getattr(neurons, name)
        if not (isinstance(neuron, type) and issubclass(neuron, Neuron)) or neuron is Neuron:
            continue
        static = neuron.variants
        left_out = {*static, "surrogate"}
        for values in itertools.product(*static.values()):
            options = dict(zip(static, values, strict=True))
            names = [x for x in _fields(neuron) if x not in left_out]
            if options.get("reset") != "hard":
                names = [x for x in names if x != "v_reset"]
            yield CompiledStep(neuron, options, tuple(names))


def surrogates() -> Iterator[CompiledSurrogate]:
    """Yield every surrogate; one that is made of two others is found as these."""
    for name, surrogate in classes().items():
        if surrogate is Asymmetric:
            continue
        fields = [x for x in _fields(surrogate) if x not in Options.__annotations__]
        for fixed in FIXED.get(name, ({},)):
            free = tuple(x for x in fields if x not in fixed)
            yield CompiledSurrogate(surrogate, fixed, free)


def _fields(value: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(value)]
