"""Elementwise formulas as source text of other languages, from their jaxprs."""

from .program import Constant, Input, Operation, Program, Reference, trace

__all__ = ["Constant", "Input", "Operation", "Program", "Reference", "trace"]
