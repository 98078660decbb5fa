"""What one time step of a neuron is: each formula once, in `jax.numpy`."""
