"""Commands of the identity slice."""
