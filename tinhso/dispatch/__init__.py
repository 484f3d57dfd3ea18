"""The dispatch slice: see README.md."""
