"""A neuron of each class with a current that shows what it does, for its picture."""

import dataclasses
from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np

from spikefuse import neuron as neurons
from spikefuse.neuron import PSN, Neuron
from spikefuse.value import Value

__all__ = ["Example", "classes", "example"]


@dataclasses.dataclass(frozen=True)
class Example:
    """A neuron, and what goes in.

    Attributes
    ----------
    call : str
        The code that makes it.
    neuron : Neuron or PSN
        What that made.
    current : array of shape [T]
        What goes in.
    """

    call: str
    neuron: Any
    current: np.ndarray

    def run(self) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return what comes out, and the states over time by name."""
        current = jnp.asarray(self.current, jnp.float32)
        if isinstance(self.neuron, PSN):
            spikes, _ = self.neuron(current)
            return np.asarray(spikes), {"membrane": np.asarray(self.neuron.weights @ current)}
        spikes, _, trace = self.neuron(current, trace=True, implementation="xla")
        states = trace._asdict() if hasattr(trace, "_asdict") else {"membrane": trace}
        return np.asarray(spikes), {name: np.asarray(x) for name, x in states.items()}


def classes() -> list[type[Value]]:
    """Return the neurons that `spikefuse.neuron` exports, in the order of its list."""
    exported = [getattr(neurons, name) for name in neurons.__all__]
    return [each for each in exported if issubclass(each, Value) and each is not Neuron]


def example(neuron: type[Value]) -> Example:
    """Return the example of a class; what has none in the table gets usual parameters.

    Parameters
    ----------
    neuron : class
        One of `classes`.
    """
    if neuron.__name__ in _EXAMPLES:
        call, current = _EXAMPLES[neuron.__name__]
    else:
        declared: Any = dataclasses.fields(neuron)  # pyright: ignore[reportArgumentType]
        required = [
            "0.9" if field.name in neuron.fractions else "0.1"
            for field in declared
            if field.default is field.default_factory is dataclasses.MISSING
        ]
        call, current = f"{neuron.__name__}({', '.join(required)})", lambda: _step(0.15)
    return Example(call, eval(call, {"jnp": jnp} | vars(neurons)), current())


def _step(height: float, length: int = 100) -> np.ndarray:
    """Return a current that begins after a tenth of the time, and ends after seven."""
    time = np.arange(length) / length
    return height * ((time >= 0.1) & (time < 0.7))


def _pulses() -> np.ndarray:
    """Return pulses in step with a swing of eight steps, and then twice as often."""
    time = np.arange(96)
    return 0.75 * np.where(time < 48, time % 8 == 0, time % 4 == 0)


_EXAMPLES: dict[str, tuple[str, Callable[[], np.ndarray]]] = {
    "AdaptiveLIF": ("AdaptiveLIF(0.9, 0.97, 0.1)", lambda: _step(0.3)),
    "Alpha": ("Alpha(0.9, 0.5)", lambda: _step(0.2)),
    "CLIF": ("CLIF(0.9)", lambda: _step(0.3)),
    "CurrentLIF": ("CurrentLIF(0.8, 0.9, input_gain=0.2)", lambda: _step(0.15)),
    "EIF": ("EIF(0.9, sharpness=0.25)", lambda: _step(0.1)),
    "IF": ("IF()", lambda: _step(0.12)),
    "ILIF": ("ILIF(0.9)", lambda: np.linspace(0.0, 3.0, 100)),
    "Izhikevich": ("Izhikevich.from_standard(dt=0.5)", lambda: _step(10.0, 400)),
    "LeakyIntegrator": ("LeakyIntegrator(0.9)", lambda: _step(0.15)),
    "PSN": ("PSN.sliding(jnp.linspace(0.0, 1.0, 12), 100)", lambda: _step(0.2)),
    "QIF": ("QIF(0.1)", lambda: _step(0.05)),
    "ResonateAndFire": ("ResonateAndFire.from_frequency(1.0, 20.0, 0.785)", _pulses),
    "Synaptic": ("Synaptic(0.8, 0.9)", lambda: _step(0.03)),
}
"""What makes the neuron, and its current, for the classes that usual parameters show badly."""
