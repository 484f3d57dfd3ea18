"""The reorganisation slice: see README.md."""
