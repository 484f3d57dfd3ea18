"""The portal slice: see README.md."""
