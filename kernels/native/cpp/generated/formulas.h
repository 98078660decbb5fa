// Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.

#define SPIKEFUSE_FORMULAS "2db95b21cf4f50e1"
