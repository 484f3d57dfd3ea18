"""Stands in for a ClickHouse server: its HTTP interface over the engine itself (chDB)."""
