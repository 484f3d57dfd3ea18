"""A verifier of the transparency log that shares no code with the platform (see README)."""
