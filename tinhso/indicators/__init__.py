"""The indicators slice: see README.md."""
