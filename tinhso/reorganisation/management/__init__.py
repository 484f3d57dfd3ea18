"""Commands of the reorganisation slice."""
