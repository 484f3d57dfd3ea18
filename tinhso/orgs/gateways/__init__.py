"""Outside sources of the organisation: the province pack."""
