"""Writes of the payments slice: one act, one transaction, named refusals."""
