"""Public pages of areas and agencies, readable as of any day."""
