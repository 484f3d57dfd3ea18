"""The access slice: see README.md."""
