"""Tests of the access slice."""
