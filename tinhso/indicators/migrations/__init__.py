"""Migrations of the indicators slice."""
