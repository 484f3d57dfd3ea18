"""Template tags of the ui slice."""
