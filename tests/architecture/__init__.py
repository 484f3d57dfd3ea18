"""Package tests/architecture."""
