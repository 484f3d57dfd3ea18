"""Commands of the indicators slice."""
