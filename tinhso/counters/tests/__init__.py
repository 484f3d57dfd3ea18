"""Tests of the counters slice."""
