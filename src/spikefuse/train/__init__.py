"""What ``spikefuse train`` does: a spiking classifier of digits or events, trained and drawn."""
