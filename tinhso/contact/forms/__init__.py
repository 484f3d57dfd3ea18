"""Forms of the contact slice."""
