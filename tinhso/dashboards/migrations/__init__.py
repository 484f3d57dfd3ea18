"""Migrations of the dashboards slice."""
