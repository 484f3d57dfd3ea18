"""Loading commands of the data sharing slice."""
