"""Reads of the contact slice, for screens and for other slices."""
