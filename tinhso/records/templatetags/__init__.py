"""Template tags of the records slice."""
