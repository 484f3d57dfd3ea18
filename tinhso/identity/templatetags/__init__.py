"""Template tags of the identity slice."""
