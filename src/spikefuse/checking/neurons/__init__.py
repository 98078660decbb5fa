"""Whether a neuron's loop over time, and its derivative, are what its step says."""
