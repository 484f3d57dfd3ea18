"""Commands of the counters slice."""
