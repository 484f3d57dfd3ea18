"""Loading commands of the indicators slice."""
