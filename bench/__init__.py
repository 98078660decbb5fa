"""How fast it is, and what it looks like: workloads, results and plots."""
