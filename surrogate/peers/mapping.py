"""What another package's surrogates are here: a table, and how a name is looked up in it."""

import dataclasses
import difflib
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from ..base import Options, Surrogate

__all__ = ["Counterpart", "Peer"]


@dataclasses.dataclass(frozen=True)
class Counterpart:
    """What one of a peer's surrogates is here.

    Attributes
    ----------
    make : callable or None
        From the peer's parameters, with its names and defaults, to the surrogate; None where there
        is none.
    also : tuple of str
        Other names that the peer has for it, beside those that differ in case and underscores.
    note : str
        Where values differ, or why there is none, and what to do.
    """

    make: Callable[..., Surrogate] | None
    also: tuple[str, ...] = ()
    note: str = ""

    @property
    def parameters(self) -> inspect.Signature:
        """The peer's parameters."""
        if self.make is None:
            return inspect.Signature()
        own = inspect.signature(self.make).parameters.values()
        return inspect.Signature(
            [x.replace(annotation=x.empty) for x in own if x.name not in Options.__annotations__]
        )


@dataclasses.dataclass(frozen=True)
class Peer:
    """Another package, and what its surrogates are here.

    Attributes
    ----------
    name, version : str
        Of the package; the version is that whose formulas are reproduced.
    spike_at_zero : bool
        Whether its surrogates give a spike at a distance of 0.
    counterparts : mapping
        From the name of each of its surrogates.
    """

    name: str
    version: str
    spike_at_zero: bool
    counterparts: Mapping[str, Counterpart]

    def surrogate(
        self, name: str, arguments: Any, parameters: Mapping[str, Any], learnable: bool
    ) -> Surrogate:
        """Return the surrogate of a name, with the peer's parameters.

        Raises
        ------
        ValueError
            If the peer has none of that name, or it has no counterpart here.
        TypeError
            If it does not take those parameters.
        """
        known, counterpart = self._found(name)
        if counterpart.make is None:
            raise ValueError(f"{known} of {self.name} has no counterpart: {counterpart.note}")
        try:
            given = counterpart.parameters.bind(*arguments, **parameters)
        except TypeError as error:
            raise TypeError(
                f"{known} of {self.name} takes {counterpart.parameters}: {error}"
            ) from None
        made = counterpart.make(*given.args, **given.kwargs)
        return made.replace(spike_at_zero=self.spike_at_zero, learnable=learnable)

    def _found(self, name: str) -> tuple[str, Counterpart]:
        by_plain_name = {
            _plain(each): (known, counterpart)
            for known, counterpart in self.counterparts.items()
            for each in (known, *counterpart.also)
        }
        try:
            return by_plain_name[_plain(name)]
        except KeyError:
            close = difflib.get_close_matches(_plain(name), by_plain_name, n=3, cutoff=0.5)
            nearest = dict.fromkeys(by_plain_name[each][0] for each in close)
            raise ValueError(
                f"{name!r} is no surrogate of {self.name} {self.version}"
                f"{'; the nearest are ' * bool(nearest)}{', '.join(nearest)}; "
                f"it has {', '.join(self.counterparts)}"
            ) from None


def _plain(name: str) -> str:
    return name.lower().replace("_", "")
