"""The alerts slice: see README.md."""
