"""Tests of the contact slice."""
