"""Loading commands of the dashboards slice."""
