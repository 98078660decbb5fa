// Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.

#define SPIKEFUSE_FORMULAS "00d9f5514e34dbd6"
