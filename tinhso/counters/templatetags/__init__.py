"""Template tags of the counters slice."""
