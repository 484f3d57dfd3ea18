"""Package tools."""
