"""The dashboards slice: see README.md."""
