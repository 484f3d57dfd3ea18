"""Migrations of the access slice."""
