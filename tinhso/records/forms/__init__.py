"""Forms of the records slice."""
