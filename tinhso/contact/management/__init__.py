"""Commands of the contact slice."""
