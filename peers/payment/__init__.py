"""A payment provider for the demonstration: redirect, signed notification, query, refund."""
