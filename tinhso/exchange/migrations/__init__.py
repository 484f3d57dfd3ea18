"""Migrations of the exchange slice."""
