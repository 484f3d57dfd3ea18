"""The documents slice: see README.md."""
