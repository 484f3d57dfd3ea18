"""Migrations of the sharing slice."""
