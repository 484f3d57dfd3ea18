"""Words of payments for any page."""
