"""Rows of the payments slice: fields, constraints, querysets; no workflow."""
