"""Migrations of the contact slice."""
