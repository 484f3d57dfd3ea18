"""Pages of the contact slice."""
