"""Management commands of the identity slice."""
