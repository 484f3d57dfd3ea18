"""Stands in for the document axis and for the organisations behind it."""
