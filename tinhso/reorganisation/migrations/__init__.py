"""Migrations of the reorganisation slice."""
