// Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.

#define SPIKEFUSE_FORMULAS "42689d89bfaa0375"
