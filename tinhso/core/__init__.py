"""The core slice: see README.md."""
