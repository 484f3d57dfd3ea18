"""Tests of the peers: the real servers, started on free ports."""
