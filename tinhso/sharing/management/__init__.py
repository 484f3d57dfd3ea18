"""Commands of the data sharing slice."""
