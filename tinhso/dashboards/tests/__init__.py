"""Tests of the dashboards slice."""
