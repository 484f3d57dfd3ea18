"""Commands of the documents slice."""
