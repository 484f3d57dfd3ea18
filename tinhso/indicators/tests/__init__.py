"""Tests of the indicators slice."""
