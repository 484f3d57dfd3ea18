"""The cases slice: see README.md."""
