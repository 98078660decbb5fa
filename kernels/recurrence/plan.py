"""What a pass over time is to read and to write, as part of a traced program."""

import dataclasses
import enum
from collections.abc import Iterable, Sequence
from typing import Any

from .step import Step

__all__ = ["Axes", "Cotangents", "Forward", "Linear", "Point", "pick", "place", "step_shape"]


class Axes(enum.Enum):
    """Which dimensions an operand or a result has."""

    TIME = "time, and those of a step"
    STEP = "those of a step"
    PARAMETER = "those that broadcast to a step's"


def pick(values: Iterable[Any], mask: Sequence[bool]) -> list[Any]:
    """Return the values that a mask marks."""
    return [value for value, chosen in zip(values, mask, strict=True) if chosen]


def place(values: Iterable[Any], mask: Sequence[bool]) -> list[Any]:
    """Return values where a mask marks them, and None elsewhere; it takes what it needs."""
    remaining = iter(values)
    return [next(remaining) if chosen else None for chosen in mask]


def step_shape(axes: Sequence[Axes], operands: Sequence[Any]) -> tuple[int, ...]:
    """Return the shape of a step, from operands the first of which is not a parameter."""
    shape = operands[0].shape
    return shape[1:] if axes[0] is Axes.TIME else shape


@dataclasses.dataclass(frozen=True)
class Forward:
    """A pass over the current.

    Its operands are the current ``[T, ...]``, the initial state's arrays ``[...]``, and the
    parameters. Its results are those that `results` marks of: the spikes ``[T, ...]``, the final
    state's arrays ``[...]``, the trace, which is the state after each step, ``[T, ...]``, and the
    inner values of each step ``[T, ...]``.

    Attributes
    ----------
    step : Step
        What is done at each step.
    results : tuple of bool
        What is returned.
    residuals : str
        What is to be kept if the pass is differentiated: "float32", "bfloat16" or "recompute".
    dtype : dtype
        In which is computed: that of the state.
    spike_dtype, inner_dtype : dtype
        Of the spikes, and of inner values that are returned.
    """

    step: Step
    results: tuple[bool, ...]
    residuals: str
    dtype: Any
    spike_dtype: Any
    inner_dtype: Any

    @property
    def outputs(self) -> tuple[bool, ...]:
        """Which of spikes, final state and trace are returned."""
        return self.results[: 1 + 2 * self.step.states]

    @property
    def each_step(self) -> tuple[bool, ...]:
        """Which of a step's spike and state are returned for every step."""
        return (self.results[0], *self.results[1 + self.step.states : 1 + 2 * self.step.states])

    @property
    def final(self) -> tuple[bool, ...]:
        """Which of the final state's arrays are returned."""
        return self.results[1 : 1 + self.step.states]

    @property
    def kept(self) -> tuple[bool, ...]:
        """Which inner values are returned."""
        return self.results[1 + 2 * self.step.states :]

    def split(self, operands: Sequence[Any]) -> tuple[Any, list[Any], list[Any]]:
        """Return the current, the initial state and the parameters."""
        current, *others = operands
        return current, others[: self.step.states], others[self.step.states :]

    def operand_axes(self, count: int) -> list[Axes]:
        """Return which dimensions each of `count` operands has."""
        states = self.step.states
        parameters = count - 1 - states
        return [Axes.TIME, *[Axes.STEP] * states, *[Axes.PARAMETER] * parameters]

    @property
    def result_axes(self) -> list[Axes]:
        """Which dimensions each result has."""
        states, inner = self.step.states, len(self.step.is_current)
        every = [Axes.TIME, *[Axes.STEP] * states, *[Axes.TIME] * (states + inner)]
        return pick(every, self.results)

    @property
    def result_dtypes(self) -> list[Any]:
        """The dtype of each result."""
        states, inner = self.step.states, len(self.step.is_current)
        every = [self.spike_dtype, *[self.dtype] * (2 * states), *[self.inner_dtype] * inner]
        return pick(every, self.results)


@dataclasses.dataclass(frozen=True)
class Linear:
    """The derivative of a pass over the current, a linear map; and the transpose of that.

    It takes tangents of the current, of the initial state and of the parameters, one for each
    neuron, to tangents of the spikes, the final state and the trace; its transpose takes
    cotangents the other way. After those, its operands are the point where the derivative is
    taken: the inner values that were kept, then, where they are needed, the current and the
    initial state; and the parameters.

    Attributes
    ----------
    step : Step
        What was done at each step.
    length : int
        How many steps there are.
    inputs : tuple of bool
        Which of current, initial state and parameters have a tangent, or are to have a cotangent.
    outputs : tuple of bool
        Which of spikes, final state and trace are to have a tangent, or have a cotangent.
    kept : tuple of bool
        Which inner values are operands.
    current, initial : bool
        Whether the current, and the initial state, are operands.
    recompute : bool
        Whether inner values that are needed are to be computed again.
    dtype : dtype
        In which is computed.
    current_dtype, spike_dtype : dtype
        Of the tangents and cotangents of the current and of the spikes.
    """

    step: Step
    length: int
    inputs: tuple[bool, ...]
    outputs: tuple[bool, ...]
    kept: tuple[bool, ...]
    current: bool
    initial: bool
    recompute: bool
    dtype: Any
    current_dtype: Any
    spike_dtype: Any

    @property
    def wanted(self) -> tuple[bool, ...]:
        """Which parameters have a tangent, or are to have a cotangent."""
        return self.inputs[1 + self.step.states :]

    @property
    def input_axes(self) -> list[Axes]:
        """Which dimensions the inputs' tangents have."""
        every = [Axes.TIME, *[Axes.STEP] * (len(self.inputs) - 1)]
        return pick(every, self.inputs)

    @property
    def input_dtypes(self) -> list[Any]:
        """The dtypes of the inputs' tangents."""
        every = [self.current_dtype, *[self.dtype] * (len(self.inputs) - 1)]
        return pick(every, self.inputs)

    @property
    def output_axes(self) -> list[Axes]:
        """Which dimensions the outputs' tangents have."""
        states = self.step.states
        return pick([Axes.TIME, *[Axes.STEP] * states, *[Axes.TIME] * states], self.outputs)

    @property
    def output_dtypes(self) -> list[Any]:
        """The dtypes of the outputs' tangents."""
        every = [self.spike_dtype, *[self.dtype] * (2 * self.step.states)]
        return pick(every, self.outputs)

    @property
    def point_axes(self) -> list[Axes]:
        """Which dimensions the operands of the point have."""
        return [
            *[Axes.TIME] * (sum(self.kept) + self.current),
            *[Axes.STEP] * (self.step.states * self.initial),
            *[Axes.PARAMETER] * len(self.wanted),
        ]

    @property
    def transpose_axes(self) -> list[Axes]:
        """Which dimensions the operands of the transpose have."""
        return [*self.output_axes, *self.point_axes]

    def inputs_and_point(self, operands: Sequence[Any]) -> tuple[list[Any], "Point"]:
        """Return the tangents that go in, with None for those that are 0, and the point."""
        given = sum(self.inputs)
        return place(operands, self.inputs), self._point(operands[given:])

    def cotangents_and_point(self, operands: Sequence[Any]) -> tuple["Cotangents", "Point"]:
        """Return what the operands of the transpose are."""
        states, given = self.step.states, sum(self.outputs)
        spikes, *others = place(operands, self.outputs)
        return Cotangents(spikes, others[:states], others[states:]), self._point(operands[given:])

    def _point(self, operands: Sequence[Any]) -> "Point":
        remaining = iter(operands)
        return Point(
            kept=place(remaining, self.kept),
            current=next(remaining) if self.current else None,
            initial=[next(remaining) for _ in range(self.step.states)] if self.initial else None,
            parameters=list(remaining),
        )


@dataclasses.dataclass(frozen=True)
class Cotangents:
    """Of what a pass returns; those that are 0 are None."""

    spikes: Any
    final: list[Any]
    trace: list[Any]


@dataclasses.dataclass(frozen=True)
class Point:
    """Where a derivative is taken; what it does not depend on is None."""

    kept: list[Any]
    current: Any
    initial: list[Any] | None
    parameters: list[Any]
