"""Migrations of the vault slice."""
