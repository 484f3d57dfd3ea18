"""The payments slice: see README.md."""
