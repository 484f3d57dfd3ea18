"""Migrations of the records slice."""
