"""The base class of all neurons: a time step, and its loop over time."""

import dataclasses
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..bound import bind, broadcasts, parameters_for
from ..kernels import recurrence
from ..kernels.dispatch import Implementation
from ..kernels.precision import working_dtype
from ..value import Value
from .bound_step import BoundStep, bound_step

__all__ = ["Neuron"]

SPIKE_DTYPES = ("float16", "bfloat16", "float32", "float64", "int8", "bool")


class Neuron(Value):
    r"""A neuron: what one time step does to its state, and what comes out.

    Calling it runs the whole loop over time, and its derivative, as one operation: on GPU and TPU
    a fused kernel. Gradients reach the current, the initial state, and every parameter that is an
    array.

    A neuron of your own is a subclass with two methods: `init` gives the state at rest, and `step`
    takes a state and a current to the next state and a spike, elementwise, in `jax.numpy`. It runs
    through the same kernels as the ones here. Declare its parameters as fields. A state is one
    array, or any pytree of arrays.

    Its backward pass keeps the state before each step. If less is enough to go on from, write the
    step as two methods instead: `charge` from state and current to what is kept, and `fire` from
    that to the next state and the spike. A spike in the backward pass is that of the forward pass
    bit for bit where `fire` decides on it by sums and differences alone, which a compiler cannot
    round in two ways.

    A neuron is an immutable value: equal and hashable by its parameters, picklable, and a pytree
    whose leaves are its parameters. A parameter is a number, which is a constant of the kernel, or
    an array that broadcasts to the shape of one time step, which has a gradient.

    Attributes
    ----------
    variants : mapping of str to tuple
        The static fields, and for each all values that it can have, its default first.

    Examples
    --------
    >>> import jax, jax.numpy as jnp
    >>> from spikefuse.neuron import Neuron
    >>> from spikefuse.surrogate import Arctan, Surrogate
    >>> class Bounded(Neuron):
    ...     decay: float = 0.5
    ...     surrogate: Surrogate = Arctan()
    ...
    ...     def init(self, shape, dtype):
    ...         return jnp.zeros(shape, dtype)
    ...
    ...     def step(self, membrane, current):
    ...         membrane = jnp.tanh(self.decay * membrane + current)
    ...         spike = self.surrogate(membrane - 0.75)
    ...         return membrane - spike, spike
    >>> spikes, membrane = Bounded()(jnp.ones([4, 3]))
    >>> spikes[:, 0].tolist()
    [1.0, 0.0, 1.0, 0.0]
    >>> jax.grad(lambda current: Bounded()(current)[0].sum())(jnp.ones([4, 3])).shape
    (4, 3)

    References
    ----------
    Gerstner, Kistler, Naud and Paninski, "Neuronal Dynamics", Cambridge University Press, 2014.

    Neftci, Mostafa and Zenke, "Surrogate gradient learning in spiking neural networks", IEEE
    Signal Processing Magazine 36(6), 2019.
    """

    variants: ClassVar[Mapping[str, tuple[Any, ...]]] = MappingProxyType({})

    def init(self, shape: Sequence[int], dtype: Any) -> Any:
        """Return the state at rest.

        Parameters
        ----------
        shape : sequence of int
            Of one time step's current.
        dtype : floating dtype
            Of the current; the state of float16 and bfloat16 is float32.

        Returns
        -------
        tree of jax.Array
            Of that shape.
        """
        raise NotImplementedError(f"{type(self).__name__} defines no init(shape, dtype)")

    def step(self, state: Any, x: Any) -> tuple[Any, jax.Array]:
        """Return the state after one time step, and its spikes, for a loop of your own.

        Parameters
        ----------
        state : tree of arrays of shape [...]
            What `init` or a step before returned.
        x : array of shape [...]
            The current of one time step.

        Returns
        -------
        state : tree of arrays of shape [...]
            The next.
        spikes : jax.Array of shape [...]
            In the dtype of `x`. The order is that of `jax.lax.scan`.

        Examples
        --------
        >>> import jax, jax.numpy as jnp
        >>> from spikefuse.neuron import IF
        >>> neuron = IF()
        >>> start = neuron.init((2,), jnp.float32)
        >>> state, spikes = jax.lax.scan(neuron.step, start, jnp.full([3, 2], 0.5))
        >>> spikes[:, 0].tolist()
        [0.0, 1.0, 0.0]
        """
        self._require_formula()
        x = jnp.asarray(x)
        state, spikes = self.fire(self.charge(state, x.astype(working_dtype(x.dtype))))
        return state, jnp.asarray(spikes).astype(x.dtype)

    def charge(self, state: Any, x: Any) -> Any:
        """Return what is kept of a time step for the backward pass, and `fire` goes on from.

        Parameters
        ----------
        state, x
            As `step` takes them.

        Returns
        -------
        tree of arrays of shape [...]
            By default the state and the current themselves.
        """
        return state, x

    def fire(self, inner: Any) -> tuple[Any, jax.Array]:
        """Return the next state and the spikes, from what `charge` returned.

        Parameters
        ----------
        inner
            What `charge` returned.

        Returns
        -------
        state, spikes
            As `step` returns them.
        """
        self._require_formula()
        return self.step(*inner)

    def __call__(
        self,
        current: ArrayLike,
        *,
        state: Any = None,
        implementation: Implementation = None,
        residuals: str = "float32",
        spike_dtype: Any = None,
        trace: bool = False,
    ) -> Any:
        """Run the loop over time.

        Parameters
        ----------
        current : array of shape [T, ...] and a floating dtype
            What goes in, time first. T may be 0.
        state : tree of arrays that broadcast to [...], optional
            The state before the first step, as an earlier call returned it; at rest if left out.
        implementation : str, sequence of str, or None
            What runs the forward and the backward pass: a name, or names in order of preference.
            None picks for the platform that the computation is lowered for.
        residuals : "float32", "bfloat16" or "recompute"
            What is kept for the backward pass, if there is one: all that it needs, half of that
            (rounded so that all spikes stay as they are), or nothing beyond the current, which
            costs a further pass over time.
        spike_dtype : dtype, optional
            Of the spikes: a floating one, or int8 or bool for inference; that of `current` if
            left out.
        trace : bool
            Whether the state after each step is returned, too.

        Returns
        -------
        spikes : jax.Array of shape [T, ...]
            What each step puts out.
        state : tree of jax.Array of shape [...]
            The state after the last step, in float32 for float16 and bfloat16 currents.
        trace : tree of jax.Array of shape [T, ...]
            The state after each step; only if `trace`.

        Raises
        ------
        TypeError
            If `current` is not floating, the state is not like that of `init`, or spikes in int8
            or bool are differentiated.
        ValueError
            If `current` has no time axis, a parameter or a state does not broadcast to the shape
            of a step, the step is not elementwise, or an option is not one of those above.
        NotImplementedError
            If an implementation that was named cannot run; it says why.

        Examples
        --------
        >>> import jax.numpy as jnp
        >>> from spikefuse.neuron import LIF
        >>> neuron = LIF(0.5)
        >>> spikes, membrane = neuron(jnp.full([4, 2], 0.75))
        >>> spikes[:, 0].tolist()
        [0.0, 1.0, 0.0, 1.0]
        >>> more, membrane = neuron(jnp.full([2, 2], 0.75), state=membrane)
        >>> more[:, 0].tolist()
        [0.0, 1.0]
        """
        current = _checked_current(current)
        spike_dtype = _checked_spike_dtype(spike_dtype, current.dtype)
        _check_residuals(residuals, current.dtype)
        shape, dtype = current.shape[1:], working_dtype(current.dtype)
        state = self._checked_state(state, shape, dtype)
        leaves, structure = jax.tree.flatten(state)
        parameters = parameters_for(self, shape, dtype, "one time step of the current")
        step = self._step(state, jax.ShapeDtypeStruct(shape, dtype), parameters)
        if current.shape[0] == 0:
            spikes = jnp.zeros(current.shape, spike_dtype)
            traces = [jnp.zeros((0, *shape), dtype) for _ in leaves]
        else:
            spikes, leaves, traces = recurrence.run(
                step,
                current,
                leaves,
                parameters,
                spike_dtype=spike_dtype,
                residuals=residuals,
                trace=trace,
                implementation=implementation,
            )
        state = jax.tree.unflatten(structure, leaves)
        if trace:
            return spikes, state, jax.tree.unflatten(structure, traces)
        return spikes, state

    def _step(self, state: Any, current: Any, parameters: Any) -> BoundStep:
        self._require_formula()
        _, formula = bind(self)
        return bound_step(formula("step"), state, current, parameters)

    def _shown(self) -> dict[str, Any]:
        fields = super()._shown()
        declared = dataclasses.fields(self)  # pyright: ignore[reportArgumentType]
        first = [field.name for field in declared if not field.kw_only and field.name in fields]
        return {name: fields[name] for name in (*first, *fields)}

    def _require_formula(self) -> None:
        own = type(self)
        if own.step is Neuron.step and own.fire is Neuron.fire:
            raise NotImplementedError(
                f"{own.__name__} defines no step(state, x), nor charge(state, x) and fire(inner)"
            )

    def _checked_state(self, state: Any, shape: tuple[int, ...], dtype: Any) -> Any:
        rest = self.init(shape, dtype)
        name = type(self).__name__
        given = rest if state is None else state
        what = f"{name}.init" if state is None else "state"
        if jax.tree.structure(given) != jax.tree.structure(rest):
            raise TypeError(
                f"state has the structure {jax.tree.structure(given)}, but that of "
                f"{name}.init is {jax.tree.structure(rest)}; pass what a call returned, or leave "
                "it out to begin at rest"
            )
        return jax.tree.map(lambda x: _checked_leaf(what, x, shape, dtype), given)


def _checked_current(current: ArrayLike) -> jax.Array:
    array = jnp.asarray(current)
    if not jnp.issubdtype(array.dtype, jnp.floating):
        way_out = "pass its real part" if jnp.iscomplexobj(array) else "current.astype('float32')"
        raise TypeError(
            f"current is {array.dtype.name}, but a membrane takes up real numbers of a floating "
            f"dtype: {way_out}"
        )
    if array.ndim == 0:
        raise ValueError(
            "current has shape (), but its first dimension is to be time: [T, ...]; for one "
            "time step, pass current[None], or use step"
        )
    return array


def _checked_spike_dtype(spike_dtype: Any, default: Any) -> Any:
    try:
        dtype = jnp.dtype(default if spike_dtype is None else spike_dtype)
        known = dtype.name in SPIKE_DTYPES
    except TypeError:
        dtype, known = spike_dtype, False
    if not known:
        raise ValueError(
            f"spike_dtype is {dtype!s}; it must be one of {', '.join(SPIKE_DTYPES)}, the last two "
            "for inference only"
        )
    return dtype


def _check_residuals(residuals: str, dtype: Any) -> None:
    if residuals not in recurrence.RESIDUALS:
        raise ValueError(
            f"residuals is {residuals!r}; it must be one of {', '.join(recurrence.RESIDUALS)}"
        )
    if residuals == "bfloat16" and dtype == jnp.float64:
        raise ValueError(
            "residuals is 'bfloat16', for a float64 current, whose precision that would spoil; "
            "leave it out, or use 'recompute'"
        )


def _checked_leaf(what: str, leaf: Any, shape: tuple[int, ...], dtype: Any) -> jax.Array:
    array = jnp.asarray(leaf)
    if not jnp.issubdtype(array.dtype, jnp.floating):
        raise TypeError(
            f"{what} has an array of {array.dtype.name}; a state is of a floating dtype, counters "
            "included"
        )
    if not broadcasts(array.shape, shape):
        raise ValueError(
            f"{what} has an array of shape {array.shape}, which does not broadcast to the shape "
            f"{shape} of one time step of the current"
        )
    return jnp.broadcast_to(array.astype(dtype), shape)
