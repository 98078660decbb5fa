"""The statements of a group of steps back, from the last step to the first."""

import dataclasses
from collections.abc import Sequence

import jax

from . import triton_parts
from .plan import Linear, pick
from .triton_forward import are_numbers
from .triton_parts import Called, Part
from .triton_text import Text, rows

__all__ = ["Sweep"]

GROUPS = {3: 4, 0: 8}
"""Where a step back reads so many arrays over time and more, steps whose loads are under way
together: of more there would not be registers enough."""

PART = 4
"""Steps of a chunk whose cotangents are in registers at the same time."""

Like = jax.ShapeDtypeStruct


@dataclasses.dataclass(frozen=True)
class Sweep:
    """The statements of a group of steps back, from what a plan has.

    Attributes
    ----------
    plan : Linear
        What is read and written.
    names : Called
        What the arrays of a step are called.
    text : Text
        How they are read and written.
    arrays : dict of str to shapes and dtypes
        The operands, by name.
    back : Part
        A step back.
    fire, advance : Part or None
        What gives the states before steps: from inner values, or from a state computed again.
    """

    plan: Linear
    names: Called
    text: Text
    arrays: dict[str, Like]
    back: Part
    fire: Part | None
    advance: Part | None

    @classmethod
    def of(cls, plan: Linear, operands: Sequence[Like], shape: tuple[int, ...]) -> "Sweep":
        """Return the sweep of a plan over operands, for steps of a shape."""
        names = triton_parts.called(plan.step)
        arrays = dict(zip(_operand_names(plan, names), operands, strict=True))
        numbers = are_numbers([arrays[name] for name in names.parameters])
        back = triton_parts.backward(plan, numbers)
        fire = advance = None
        if plan.recompute:
            advance = triton_parts.advance(plan.step, plan.dtype, numbers)
        elif plan.initial:
            fire = triton_parts.state_after(plan, numbers)
        return cls(plan, names, Text(shape, plan.dtype), arrays, back, fire, advance)

    @property
    def parts(self) -> list[Part]:
        """The functions that it calls."""
        return [part for part in (self.fire, self.advance, self.back) if part is not None]

    @property
    def group(self) -> int:
        """How many steps are taken together, where states are not computed again."""
        reads = len(self._read_at_each_step())
        return next(steps for least, steps in GROUPS.items() if reads >= least)

    def start(self, carried: str) -> str:
        """Return what a cotangent of the state is after the last step."""
        name = f"final_{carried}"
        array = self.arrays.get(name)
        return self.text.zeros() if array is None else self.text.load(name, array)

    def kept(self, count: int) -> list[str]:
        """Return the group of steps of a plan that has kept what it needs."""
        lines = self._loads(self._read_at_each_step(), range(count), rows(count))
        if self.fire is not None:
            lines += self._states_before(self.fire, count)
        return lines + self._swept(range(count), rows(count))

    def recomputed(self, advance: Part, count: int) -> list[str]:
        """Return the chunk of steps of a plan that computes states again, from a checkpoint."""
        current, states = self.names.current, self.names.state
        lines = ["checkpoint = tl.cast(group, tl.int64) * NEURONS"]
        lines += [f"{name}0 = {self._load(f'checkpoint_{name}', 'checkpoint')}" for name in states]
        lines += self._loads([current], range(count - 1), rows(count))
        for i in range(count - 1):
            given = self._numbered([*states, current], i)
            into = [f"{name}{i + 1}" for name in states]
            lines += advance.call(given, into, ())
        for first in reversed(range(0, count, PART)):
            steps = range(first, min(first + PART, count))
            # Read again, from a cache, rather than kept in registers.
            lines += self._loads(self._read_at_each_step(), steps, rows(count)[first:])
            lines += self._swept(steps, rows(count)[first:])
        return lines

    def _swept(self, steps: range, places: Sequence[str]) -> list[str]:
        plan = self.plan
        carried = [f"to_{name}" for name in self.names.state]
        wanted = [f"to_{name}" for name in pick(self.names.parameters, plan.wanted)]
        into = [*(["to_current"] if plan.inputs[0] else []), *carried, *wanted]
        at_step = [
            name for name in self.back.inputs if name not in (*carried, *self.names.parameters)
        ]
        lines = []
        for i, row in reversed(list(zip(steps, places, strict=False))):
            for name in carried:
                if f"trace_{name}" in self.arrays:
                    lines.append(f"{name} = {name} + trace_{name}{i}")
            lines += self.back.call(self._numbered(at_step, i), into, carried)
            lines += [f"sum_{x[3:]} = sum_{x[3:]} + {x}" for x in wanted]
            if plan.inputs[0]:
                lines.append(self.text.store("to_current", "to_current", row))
        return lines

    def _states_before(self, fire: Part, count: int) -> list[str]:
        """Return the statements that fire the step before each; the first has the initial state."""
        states = self.names.state
        reads = [name for name in fire.used if name not in self.names.parameters]
        lines = ["before = tl.maximum(row - NEURONS, 0)"]
        lines += [f"edge_{name} = {self._load(name, 'before')}" for name in reads]
        given = {name: name for name in self.names.parameters}
        first = given | {name: f"edge_{name}" for name in reads}
        lines += fire.call(first, [f"{name}0" for name in states], ())
        lines += [f"{name}0 = tl.where(row > 0, {name}0, {self._load(name)})" for name in states]
        for i in range(1, count):
            lines += fire.call(self._numbered(reads, i - 1), [f"{name}{i}" for name in states], ())
        return lines

    def _read_at_each_step(self) -> list[str]:
        """Return the arrays over time that a step back reads."""
        own = [self.names.current, *self.names.inner, "to_spike"]
        used = set(self.back.used) | set(() if self.fire is None else self.fire.used)
        traces = [f"trace_to_{name}" for name in self.names.state]
        return [x for x in own if x in used and x in self.arrays] + [
            x for x in traces if x in self.arrays
        ]

    def _loads(self, reads: Sequence[str], steps: range, places: Sequence[str]) -> list[str]:
        return [
            f"{name}{i} = {self._load(name, row)}"
            for name in reads
            for i, row in zip(steps, places, strict=False)
        ]

    def _load(self, name: str, row: str | None = None) -> str:
        return self.text.load(name, self.arrays[name], row)

    def _numbered(self, at_step: Sequence[str], i: int) -> dict[str, str]:
        """Return the variables that are the inputs of a step."""
        same = [*self.names.parameters, *(f"to_{name}" for name in self.names.state)]
        return {name: name for name in same} | {name: f"{name}{i}" for name in at_step}


def _operand_names(plan: Linear, names: Called) -> list[str]:
    carried = [f"to_{name}" for name in names.state]
    every = ["to_spike", *(f"final_{x}" for x in carried), *(f"trace_{x}" for x in carried)]
    return [
        *pick(every, plan.outputs),
        *pick(names.inner, plan.kept),
        *([names.current] if plan.current else []),
        *(names.state if plan.initial else ()),
        *names.parameters,
        *(f"checkpoint_{name}" for name in names.state if plan.recompute),
    ]
