"""Tests of the alerts slice."""
