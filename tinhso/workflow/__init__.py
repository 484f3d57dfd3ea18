"""The workflow slice: see README.md."""
