"""Loops over time that were compiled ahead, in C++, for CPUs."""
