"""What compilers make of the kernels, for devices that are there and for some that are not."""
