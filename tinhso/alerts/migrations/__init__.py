"""Migrations of the alerts slice."""
