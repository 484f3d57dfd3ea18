"""Reads of the payments slice, for screens and for other slices."""
