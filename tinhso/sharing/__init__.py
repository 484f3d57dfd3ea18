"""The sharing slice: see README.md."""
