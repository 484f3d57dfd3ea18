"""Stands in for the national business register: who an enterprise is, who represents it."""
