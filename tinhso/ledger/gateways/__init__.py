"""What the ledger keeps outside the database: the signing key and the last signed checkpoint."""
