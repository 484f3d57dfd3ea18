"""Tests of the exchange slice."""
