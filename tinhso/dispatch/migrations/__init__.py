"""Migrations of the dispatch slice."""
