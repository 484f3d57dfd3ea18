"""Reads of dispatch, for screens and for other slices."""
