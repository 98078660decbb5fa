"""What this installation can run, and whether it computes what the formulas say."""
