"""Pages of officers: lists, one case, acts, the counter, consultations."""
