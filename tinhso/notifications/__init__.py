"""The notifications slice: see README.md."""
