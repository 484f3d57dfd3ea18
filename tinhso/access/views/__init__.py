"""Pages of controlled access."""
