"""The contact slice: see README.md."""
