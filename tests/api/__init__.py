"""Tests of the JSON API as its description promises it."""
