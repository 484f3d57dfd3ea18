"""The ui slice: see README.md."""
