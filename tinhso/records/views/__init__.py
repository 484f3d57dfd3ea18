"""Pages of the records slice."""
