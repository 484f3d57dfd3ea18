"""The ledger slice: see README.md."""
