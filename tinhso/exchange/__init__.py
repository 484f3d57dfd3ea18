"""The exchange slice: see README.md."""
