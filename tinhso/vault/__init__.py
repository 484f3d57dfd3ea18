"""The vault slice: see README.md."""
