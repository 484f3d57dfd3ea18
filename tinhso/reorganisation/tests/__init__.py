"""Tests of the reorganisation slice."""
