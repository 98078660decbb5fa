"""How formulas are run: one folder an operation, one file an implementation."""

from .dispatch import use_implementation

__all__ = ["use_implementation"]
