"""Stands in for the National Public Service Portal: case states, filings, reports, catalogue."""
