"""Package tests."""
