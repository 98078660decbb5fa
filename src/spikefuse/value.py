"""Immutable values that are pytrees: the base of surrogates and neurons."""

import dataclasses
import inspect
import numbers
from collections.abc import Callable
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

import jax
import jax.core
import jax.numpy as jnp
import numpy as np

__all__ = ["Value", "is_concrete", "static"]

# Where an instance keeps the names of its fields that are pytree children. An instance that has
# it is finished, and refuses to be changed.
_CHILDREN = "_children"


def static(**options: Any) -> Any:
    """Return a dataclass field that is part of a value's structure and never traced.

    Parameters
    ----------
    **options
        What `dataclasses.field` takes.
    """
    return dataclasses.field(metadata={"static": True}, **options)


class _Sealing(type):
    """Makes instances immutable, and checks them, once `__init__` has run."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return _sealed(super().__call__(*args, **kwargs))


@dataclass_transform(eq_default=False, field_specifiers=(dataclasses.field, static))
class Value(metaclass=_Sealing):
    """An immutable value, equal and hashable by its fields, and a JAX pytree.

    A subclass declares its fields like a dataclass, or sets attributes in an `__init__` of its
    own. Numbers, arrays and other values are children of the pytree, so they can be traced,
    differentiated and mapped over; strings, booleans, None, functions, and fields declared with
    `static`, are part of its structure.

    Attributes
    ----------
    positive, fractions, finite : tuple of str
        Names of the fields that must be finite and greater than 0, that must be from 0 to 1, and
        that must be finite.
    """

    positive: ClassVar[tuple[str, ...]] = ()
    fractions: ClassVar[tuple[str, ...]] = ()
    finite: ClassVar[tuple[str, ...]] = ()
    _static: ClassVar[frozenset[str]] = frozenset()
    __signature__: ClassVar[inspect.Signature]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own_init = "__init__" in vars(cls)
        dataclasses.dataclass(init=not own_init, eq=False, repr=False)(cls)
        fields = dataclasses.fields(cls)  # pyright: ignore[reportArgumentType]
        # What callers give is what `__init__` takes, for `help` and `inspect`.
        _, *parameters = inspect.signature(cls.__init__).parameters.values()
        cls.__signature__ = inspect.Signature(parameters)
        cls._static = frozenset(field.name for field in fields if field.metadata.get("static"))
        jax.tree_util.register_pytree_with_keys(
            cls, _flatten_with_keys, lambda structure, children: cls._rebuild(structure, children)
        )

    @classmethod
    def _is_child(cls, name: str, value: Any) -> bool:
        if name in cls._static:
            return False
        if isinstance(value, Value):
            return True
        return not (value is None or isinstance(value, str | bool) or callable(value))

    @classmethod
    def _rebuild(cls, structure: "_Structure", children: Any) -> Self:
        instance = object.__new__(cls)
        vars(instance).update(zip(structure.children, children, strict=True))
        vars(instance).update(structure.rest)
        object.__setattr__(instance, _CHILDREN, structure.children)
        return instance

    def check(self) -> None:
        """Check the fields that have a range; tracers, which have no value yet, pass.

        Raises
        ------
        TypeError
            If one is neither a number nor an array.
        ValueError
            If one is out of its range.
        """
        for names, holds, range_ in (
            (self.positive, _is_positive, "finite and greater than 0"),
            (self.fractions, _is_fraction, "from 0 to 1"),
            (self.finite, np.isfinite, "finite"),
        ):
            for name in names:
                self._check_field(name, holds, range_)

    def _check_field(self, name: str, holds: Callable[[Any], Any], range_: str) -> None:
        value = getattr(self, name)
        if isinstance(value, bool) or not isinstance(
            value, numbers.Number | np.ndarray | np.generic | jax.Array
        ):
            raise TypeError(
                f"{type(self).__name__}: {name} must be a number or an array, but it is {value!r}"
            )
        if is_concrete(value) and not _holds_everywhere(holds, value):
            raise ValueError(f"{type(self).__name__}: {name} must be {range_}, but it is {value!r}")

    def replace(self, **changes: Any) -> Self:
        """Return a checked copy with other values for some fields.

        Parameters
        ----------
        **changes
            New values by field name.

        Raises
        ------
        TypeError
            For a name that is not a field of this value.
        """
        unknown = sorted(set(changes) - set(_fields(self)))
        if unknown:
            raise TypeError(
                f"{type(self).__name__} has no field {unknown[0]!r}; it has {sorted(_fields(self))}"
            )
        copy = object.__new__(type(self))
        vars(copy).update(_fields(self) | changes)
        return _sealed(copy)

    def __setattr__(self, name: str, value: Any) -> None:
        self._refuse_when_finished(f"{name} cannot be set")
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        self._refuse_when_finished(f"{name} cannot be deleted")
        object.__delattr__(self, name)

    def _refuse_when_finished(self, what: str) -> None:
        if _CHILDREN in vars(self):
            name = type(self).__name__
            raise AttributeError(
                f"{name} is immutable: {what}; use .replace(...) for a changed copy"
            )

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        mine, theirs = _fields(self), _fields(other)
        return mine.keys() == theirs.keys() and all(_same(mine[k], theirs[k]) for k in mine)

    def __hash__(self) -> int:
        fields = _fields(self)
        return hash((type(self), *((name, _hashable(fields[name])) for name in sorted(fields))))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self._shown().items())
        return f"{type(self).__name__}({shown})"

    def _shown(self) -> dict[str, Any]:
        """Return the fields that `repr` shows, in its order."""
        return _fields(self)


Sealed = TypeVar("Sealed", bound=Value)


def _sealed(value: Sealed) -> Sealed:
    """Make a value immutable, and return it if its fields are in their ranges."""
    children = tuple(name for name, field in vars(value).items() if value._is_child(name, field))
    object.__setattr__(value, _CHILDREN, children)
    value.check()
    return value


@dataclasses.dataclass(frozen=True)
class _Structure:
    """What of a value is not traced: the names of its children, and its other fields."""

    children: tuple[str, ...]
    rest: tuple[tuple[str, Any], ...]


def _flatten_with_keys(value: Value) -> tuple[list[tuple[Any, Any]], _Structure]:
    fields = _fields(value)
    children = vars(value)[_CHILDREN]
    rest = tuple((name, field) for name, field in fields.items() if name not in children)
    keyed = [(jax.tree_util.GetAttrKey(name), fields[name]) for name in children]
    return keyed, _Structure(children, rest)


def _fields(value: object) -> dict[str, Any]:
    return {name: field for name, field in vars(value).items() if name != _CHILDREN}


def is_concrete(value: Any) -> bool:
    """Return whether a number or an array has a value, which a tracer has not yet."""
    return isinstance(value, numbers.Number | np.ndarray | np.generic) or (
        isinstance(value, jax.Array) and not isinstance(value, jax.core.Tracer)
    )


def _is_positive(value: Any) -> Any:
    return (value > 0) & np.isfinite(value)


def _is_fraction(value: Any) -> Any:
    return (value >= 0) & (value <= 1)


def _holds_everywhere(holds: Callable[[Any], Any], value: Any) -> bool:
    array = np.asarray(value)
    # A whole number may be greater than any that NumPy knows.
    return bool(np.all(holds(array.astype(np.float64) if array.dtype == object else array)))


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray | jax.Array)


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if not (_is_array(one) or _is_array(other)):
        return bool(one == other)
    if not (is_concrete(one) and is_concrete(other)):
        return False
    one, other = np.asarray(one), np.asarray(other)
    return (
        one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    )


def _hashable(value: Any) -> Any:
    if _is_array(value) and is_concrete(value):
        array = np.asarray(value)
        return (array.shape, jnp.dtype(array.dtype).name, array.tobytes())
    return value
