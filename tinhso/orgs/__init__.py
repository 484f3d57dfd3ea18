"""The orgs slice: see README.md."""
