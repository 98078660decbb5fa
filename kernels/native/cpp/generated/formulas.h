// Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.

#define SPIKEFUSE_FORMULAS "8d4dc2841a573b3c"
