"""Tests of the sharing slice."""
