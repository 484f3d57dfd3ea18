"""The records slice: see README.md."""
