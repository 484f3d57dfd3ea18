"""Tests of the records slice."""
