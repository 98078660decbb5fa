// Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.

#define SPIKEFUSE_FORMULAS "a3482c151ecbdfbc"
