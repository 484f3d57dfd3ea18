"""Screens of the indicators slice: the catalogue, one indicator, its facts, corrections."""
