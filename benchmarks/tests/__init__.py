"""Tests of the benchmarks: that they fit the platform, never how fast it is."""
