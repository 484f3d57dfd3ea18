"""Package tests/journeys."""
