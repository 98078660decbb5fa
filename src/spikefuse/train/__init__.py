"""What ``spikefuse train`` does: a spiking classifier of handwritten digits, trained and drawn."""
