"""Migrations of the counters slice."""
