"""Template tags of the contact slice."""
