"""The counters slice: see README.md."""
