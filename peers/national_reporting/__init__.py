"""Stands in for the National Reporting System: takes signed packages of indicator values."""
