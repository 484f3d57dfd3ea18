"""The procedures slice: see README.md."""
