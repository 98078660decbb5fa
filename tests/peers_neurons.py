"""The neurons that other packages have, too: their formulas, written by hand, as cases."""

from typing import Any

import jax.numpy as jnp
from jax import lax
from neurons import Case, Formula

from spikefuse.neuron import (
    CLIF,
    EIF,
    ILIF,
    QIF,
    Alpha,
    Izhikevich,
    Leaky,
    ResonateAndFire,
    Synaptic,
)

__all__ = ["PEERS_CASES"]


def _reset(p: Any, membrane: Any, spike: Any) -> Any:
    felt = lax.stop_gradient(spike) if p.detach_reset else spike
    return {
        "soft": membrane - felt * p.threshold,
        "hard": membrane + felt * (p.v_reset - membrane),
        "none": membrane,
    }[p.reset]


def _fire_membrane(p: Any, inner: Any) -> Any:
    spike = p.spike(p, inner[0] - p.threshold)
    return (_reset(p, inner[0], spike),), spike


def _capped(p: Any, membrane: Any) -> Any:
    return jnp.where(membrane < p.threshold, membrane, p.threshold)


def _exponential(p: Any, state: Any, x: Any) -> Any:
    (v,) = state
    drive = p.sharpness * jnp.exp((_capped(p, v) - p.rheobase) / p.sharpness)
    return (v + (1 - p.decay) * (p.v_rest - v + drive) + p.input_gain * x,)


def _quadratic(p: Any, state: Any, x: Any) -> Any:
    (v,) = state
    low = _capped(p, v)
    return (v + p.curvature * (low - p.v_rest) * (low - p.v_critical) + p.input_gain * x,)


def _izhikevich_charge(p: Any, state: Any, x: Any) -> Any:
    v, w = state
    v = v + p.curvature * (v - p.v_rest) * (v - p.v_critical) + p.input_gain * (x - w)
    return v, p.recovery_decay * w + p.recovery_coupling * (v - p.v_rest)


def _izhikevich_fire(p: Any, inner: Any) -> Any:
    spike = p.spike(p, inner[0] - p.threshold)
    return (_reset(p, inner[0], spike), inner[1] + p.recovery_jump * spike), spike


def _complementary_charge(p: Any, state: Any, x: Any) -> Any:
    return p.decay * state[0] + p.input_gain * x, state[1]


def _complementary_fire(p: Any, inner: Any) -> Any:
    spike = p.spike(p, inner[0] - p.threshold)
    m = inner[1] / (1 + jnp.exp(-(1 - p.decay) * inner[0])) + spike
    felt = lax.stop_gradient(spike) if p.detach_reset else spike
    return (inner[0] - felt * (p.threshold + 1 / (1 + jnp.exp(-m))), m), spike


def _integer_charge(p: Any, state: Any, x: Any) -> Any:
    return (p.decay * state[0] + p.input_gain * x,)


def _integer_fire(p: Any, inner: Any) -> Any:
    ratio = inner[0] / p.threshold
    counted = lax.stop_gradient(jnp.clip(jnp.round(ratio), 0, p.most))
    window = lax.stop_gradient((ratio >= 0) & (ratio <= p.most))
    spike = counted + jnp.where(window, ratio - lax.stop_gradient(ratio), 0.0)
    felt = lax.stop_gradient(spike) if p.detach_reset else spike
    return (inner[0] - felt * p.threshold,), spike


def _resonator_charge(p: Any, state: Any, x: Any) -> Any:
    u, v = state
    return p.decay * u - p.rotation * v + p.input_gain * x, p.rotation * u + p.decay * v


def _resonator_fire(p: Any, inner: Any) -> Any:
    spike = p.spike(p, inner[1] - p.threshold)
    return (inner[0], _reset(p, inner[1], spike)), spike


def _delayed(p: Any, membrane: Any) -> Any:
    return lax.stop_gradient(jnp.where(membrane >= p.threshold, 1.0, 0.0).astype(membrane.dtype))


def _as_is(p: Any, inner: Any) -> Any:
    return inner, p.spike(p, inner[-1] - p.threshold)


def _leaky(p: Any, state: Any, x: Any) -> Any:
    (v,) = state
    z = _delayed(p, v)
    return (
        {
            "soft": p.decay * v + x - z * p.threshold,
            "hard": p.decay * (v - z * v) + x,
            "none": p.decay * v + x,
        }[p.reset],
    )


def _synaptic(p: Any, state: Any, x: Any) -> Any:
    current = p.current_decay * state[0] + x
    v = p.decay * state[1] + current
    z = _delayed(p, state[1])
    return current, {"soft": v - z * p.threshold, "hard": v - z * v, "none": v}[p.reset]


def _alpha(p: Any, state: Any, x: Any) -> Any:
    before_e, before_i, before_v = state
    z = _delayed(p, before_v)
    slow, fast = jnp.log(p.excitation_decay), jnp.log(p.inhibition_decay)
    e, i = p.excitation_decay * before_e + x, p.inhibition_decay * before_i - x
    v = (slow / (fast - slow) + 1) * (e + i)
    return {
        "soft": (e - p.threshold * z, i - i * z, v + before_i * z),
        "hard": (e - e * z, i - i * z, v - v * z),
        "none": (e, i, v),
    }[p.reset]


_EXPONENTIAL = Formula(_exponential, _fire_membrane, stored=1)
_QUADRATIC = Formula(_quadratic, _fire_membrane, stored=1)
_IZHIKEVICH = Formula(_izhikevich_charge, _izhikevich_fire, stored=2)
_COMPLEMENTARY = Formula(_complementary_charge, _complementary_fire, stored=2)
_INTEGER = Formula(_integer_charge, _integer_fire, stored=1)
_RESONATOR = Formula(_resonator_charge, _resonator_fire, stored=2)
_LEAKY, _SYNAPTIC, _ALPHA = (
    Formula(charge, _as_is, stored=stored)
    for charge, stored in ((_leaky, 1), (_synaptic, 2), (_alpha, 3))
)

_ROW, _COLUMN = (5,), (4, 1)

_HARD = {"reset": "hard"}


def _filled(**defaults: Any) -> Any:
    """Return what a formula's parameters are, from those that are given."""
    return lambda **given: {**defaults, **given}


_OF_EIF = _filled(rheobase=0.8, sharpness=1.0, v_rest=0.0, reset="hard")
_OF_QIF = _filled(v_critical=0.8, v_rest=0.0, reset="hard")
_OF_IZHIKEVICH = _filled(
    recovery_coupling=0.0, recovery_jump=0.0, v_rest=0.0, v_critical=0.8, reset="hard"
)


def _of_frequency(dt: Any, tau: Any, angular_frequency: Any, **others: Any) -> dict[str, Any]:
    multiplier = jnp.exp(-dt / tau) * jnp.exp(1j * angular_frequency * dt)
    return {"decay": multiplier.real, "rotation": multiplier.imag, **others}


def _of_tau(tau: Any, **others: Any) -> dict[str, Any]:
    return {"decay": 1 - 1 / tau, "input_gain": 1 / tau, **_OF_EIF(**others)}


_ALL = (
    Case(
        "EIF",
        EIF,
        _EXPONENTIAL,
        arrays={
            "decay": _ROW,
            "rheobase": (),
            "sharpness": _COLUMN,
            "threshold": (),
            "v_rest": _ROW,
            "v_reset": (),
            "input_gain": _COLUMN,
        },
        meant=_OF_EIF,
    ),
    Case(
        "EIF.from_tau, soft",
        EIF.from_tau,
        _EXPONENTIAL,
        arrays={"tau": _ROW},
        constants={"reset": "soft", "detach_reset": True, "threshold": 0.5},
        meant=_of_tau,
    ),
    Case(
        "QIF",
        QIF,
        _QUADRATIC,
        arrays={"curvature": _ROW, "v_critical": _COLUMN, "v_rest": (), "threshold": _ROW},
        constants={"v_reset": -0.1},
        meant=_OF_QIF,
    ),
    Case(
        "QIF, soft", QIF, _QUADRATIC, constants={"curvature": 0.25, "reset": "soft"}, meant=_OF_QIF
    ),
    Case(
        "Izhikevich",
        Izhikevich,
        _IZHIKEVICH,
        states=2,
        arrays={
            "curvature": (),
            "recovery_decay": _ROW,
            "recovery_coupling": _COLUMN,
            "recovery_jump": _ROW,
            "v_rest": (),
            "v_critical": _ROW,
            "v_reset": _COLUMN,
            "input_gain": (),
            "threshold": _ROW,
        },
        meant=_OF_IZHIKEVICH,
    ),
    Case(
        "Izhikevich, detached",
        Izhikevich,
        _IZHIKEVICH,
        states=2,
        constants={"curvature": 0.25, "recovery_decay": 0.9, "detach_reset": True},
        meant=_OF_IZHIKEVICH,
    ),
    Case(
        "CLIF",
        CLIF,
        _COMPLEMENTARY,
        states=2,
        arrays={"decay": _ROW, "threshold": _COLUMN, "input_gain": ()},
    ),
    Case(
        "CLIF, detached",
        CLIF,
        _COMPLEMENTARY,
        states=2,
        arrays={"decay": ()},
        constants={"detach_reset": True},
    ),
    Case(
        "ILIF",
        ILIF,
        _INTEGER,
        arrays={"decay": _ROW, "threshold": _COLUMN, "input_gain": ()},
        constants={"most": 3},
    ),
    Case(
        "ILIF, detached",
        ILIF,
        _INTEGER,
        constants={"decay": 0.75, "threshold": 0.25, "most": 4, "detach_reset": True},
    ),
    Case(
        "ResonateAndFire",
        ResonateAndFire,
        _RESONATOR,
        states=2,
        arrays={"decay": _ROW, "rotation": _COLUMN, "threshold": (), "input_gain": _ROW},
    ),
    Case(
        "ResonateAndFire.from_frequency, hard",
        ResonateAndFire.from_frequency,
        _RESONATOR,
        states=2,
        arrays={"tau": _ROW, "angular_frequency": (), "v_reset": _COLUMN},
        constants={"dt": 0.5, "threshold": 0.25, **_HARD},
        meant=_of_frequency,
    ),
    *(
        Case(
            f"Leaky, {reset}",
            Leaky,
            _LEAKY,
            arrays={"decay": _ROW, "threshold": _COLUMN},
            constants={"reset": reset},
        )
        for reset in ("soft", "hard", "none")
    ),
    *(
        Case(
            f"Synaptic, {reset}",
            Synaptic,
            _SYNAPTIC,
            states=2,
            arrays={"current_decay": (), "decay": _ROW, "threshold": _COLUMN},
            constants={"reset": reset},
        )
        for reset in ("soft", "hard", "none")
    ),
    *(
        Case(
            f"Alpha, {reset}",
            Alpha,
            _ALPHA,
            states=3,
            arrays={"excitation_decay": (), "inhibition_decay": _ROW, "threshold": _COLUMN},
            constants={"reset": reset},
        )
        for reset in ("soft", "hard", "none")
    ),
)

PEERS_CASES = {case.name: case for case in _ALL}
