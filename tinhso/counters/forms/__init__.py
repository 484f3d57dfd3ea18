"""Forms of the counters slice."""
