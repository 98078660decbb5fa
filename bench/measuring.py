"""One workload, with every contestant that can run it: compared, then timed."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax.numpy as jnp
import numpy as np

from .bandwidth import copying
from .comparing import disagreement, nudged, unrealistic
from .contestants import CONTESTANTS, REFERENCE, Contestant, Prepared
from .memory import are_shared, available_bytes, input_sets, too_large
from .turns import Budget, Turns, in_turns
from .workloads import Inputs, Training, Workload

__all__ = ["measure"]

_COPY = "copy"


def measure(
    workload: Workload, budget: Budget, contestants: Mapping[str, Contestant] = CONTESTANTS
) -> dict[str, Any]:
    """Compare and time a workload.

    A contestant that comes to something else than the reference, or that cannot run, is left out,
    with the reason.

    Parameters
    ----------
    workload : Workload
    budget : Budget
        Of time.
    contestants : mapping of str to Contestant
        By name; `REFERENCE` is asked for what is right, whether it is among them or not.

    Returns
    -------
    dict
        What `record` describes as an entry of ``workloads``.
    """
    present = {name: each for name, each in contestants.items() if each.why_not() is None}
    entries = {
        f"{name} {mode}".strip(): (each, mode)
        for name, each in present.items()
        for mode in each.modes(workload)
    }
    record = _described(workload)
    copies = len(entries)
    if are_shared(workload):
        copies = 1 + sum("torch" in contestant.requires for contestant, _ in entries.values())
    reason = too_large(workload, copies, available_bytes())
    if reason is not None:
        return record | {"left_out": [{"contestant": "all", "why": reason, "wrong": False}]}
    inputs = [_inputs(workload, seed) for seed in range(input_sets(workload))]
    reference = contestants.get(REFERENCE, CONTESTANTS[REFERENCE])
    expected, rates = _expected(workload, _plainly(reference), inputs)
    problem = unrealistic(rates)
    if problem is not None:
        raise ValueError(f"{workload.name}: {problem}")
    ready: dict[str, Prepared] = {}
    left_out = []
    for label, (contestant, mode) in entries.items():
        try:
            prepared = contestant.prepare(workload, mode, inputs)
        except NotImplementedError as error:
            left_out.append(_reason(label, str(error), wrong=False))
            continue
        right = expected
        if contestant.reference is not None and contestant.difference(workload):
            right, _ = _expected(workload, contestant.reference, inputs)
        wrong = disagreement(workload, prepared.outputs(prepared.run(0)), *right)
        if wrong is None:
            ready[label] = prepared
        else:
            left_out.append(_reason(label, wrong, wrong=True))
    copy, copied = copying()
    turns = in_turns({_COPY: copy, **ready}, len(inputs), budget)
    bandwidth = copied / turns[_COPY].timing.summary["p50"]
    return record | {
        "rates": rates,
        "input_sets": len(inputs),
        "copy_bytes_per_second": bandwidth,
        "results": [
            _result(workload, label, prepared, turns[label], bandwidth)
            | {"differs": entries[label][0].difference(workload)}
            for label, prepared in ready.items()
        ],
        "left_out": left_out,
    }


def _inputs(workload: Workload, seed: int) -> Any:
    made = workload.inputs(seed)
    if not are_shared(workload):
        return made
    # What is on the device and rounded already is not copied by those that run on JAX.
    return {
        name: jnp.asarray(array, workload.dtype if array.dtype == np.float32 else None)
        for name, array in made.items()
    }


def _described(workload: Workload) -> dict[str, Any]:
    return {
        "name": workload.name,
        "kind": type(workload).__name__,
        "fields": dataclasses.asdict(workload),  # pyright: ignore[reportArgumentType]
        "family": workload.family,
        "size": workload.size,
        "samples": workload.samples,
        "fewest_bytes": workload.fewest_bytes,
        "rates": [],
        "input_sets": 0,
        "copy_bytes_per_second": None,
        "results": [],
        "left_out": [],
    }


def _expected(
    workload: Workload,
    prepare: Callable[[Workload, Sequence[Inputs]], Prepared],
    inputs: Sequence[Inputs],
) -> tuple[list[Mapping[str, Any]], list[float]]:
    """Return what a reference comes to, for a network with nudged inputs as well, and its rates."""
    sets = [inputs[0], *([nudged(inputs[0])] if isinstance(workload, Training) else [])]
    prepared = prepare(workload, sets)
    outputs = [prepared.outputs(prepared.run(number)) for number in range(len(sets))]
    return outputs, list(prepared.rates())


def _plainly(reference: Contestant) -> Callable[[Workload, Sequence[Inputs]], Prepared]:
    def prepare(workload: Workload, inputs: Sequence[Inputs]) -> Prepared:
        # It runs a workload that it is not timed in, too: one that keeps less than it can.
        mode = next(iter(reference.modes(workload)), "")
        return reference.prepare(workload, mode, inputs)

    return prepare


def _reason(label: str, why: str, *, wrong: bool) -> dict[str, Any]:
    return {"contestant": label, "why": " ".join(why.split()), "wrong": wrong}


def _result(
    workload: Workload, label: str, prepared: Prepared, turns: Turns, bandwidth: float
) -> dict[str, Any]:
    seconds = turns.timing.summary
    fewest, samples = workload.fewest_bytes, workload.samples
    return {
        "contestant": label,
        "seconds": seconds,
        "runs": len(turns.timing.seconds),
        "calls": turns.calls,
        "compile_seconds": prepared.compile_seconds,
        "peak_bytes": prepared.peak_bytes,
        "fraction_of_copy": None if fewest is None else fewest / seconds["p50"] / bandwidth,
        "samples_per_second": None if samples is None else samples / seconds["p50"],
    }
