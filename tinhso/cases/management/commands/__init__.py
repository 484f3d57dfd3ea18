"""Commands of the cases slice."""
