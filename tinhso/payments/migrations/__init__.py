"""Migrations of the payments slice."""
