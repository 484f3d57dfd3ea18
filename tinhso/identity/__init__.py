"""The identity slice: see README.md."""
