"""Loading commands of the alerts slice."""
