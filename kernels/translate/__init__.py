"""Elementwise formulas as source text of other languages, from their jaxprs."""

from .program import Constant, Expansions, Input, Operation, Program, Reference, trace

__all__ = ["Constant", "Expansions", "Input", "Operation", "Program", "Reference", "trace"]
